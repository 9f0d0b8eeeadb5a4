import { importJWK, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { publicJwk, SIGNING_ALGORITHMS } from '../../../src-main/model'
import { generateKey } from '../../../src-main/oauth/tokens/keys/generate-key'
import { prepareKey, signJwt } from '../../../src-main/oauth/tokens/keys/prepared-key'

describe('a prepared key', () => {
  for (const alg of SIGNING_ALGORITHMS)
    it(`signs with ${alg} what jose verifies, on one core and on several`, async () => {
      const record = await generateKey(alg, 1_700_000_000)
      const publicKey = await importJWK({ ...publicJwk(record) }, alg)
      for (const cores of [1, 4]) {
        const token = await signJwt(prepareKey(record, cores), 'at+jwt', { sub: 'alice', cores })
        const { payload, protectedHeader } = await jwtVerify(token, publicKey)
        expect(payload).toEqual({ sub: 'alice', cores })
        expect(protectedHeader).toEqual({ alg, typ: 'at+jwt', kid: record.kid })
      }
    })

  it('makes an RSA signature beside everything else where there is another core, and at once where there is none', async () => {
    const record = await generateKey('RS256', 1_700_000_000)
    const [beside, atOnce] = [prepareKey(record, 2).sign('a.b'), prepareKey(record, 1).sign('a.b')]
    expect(beside).toBeInstanceOf(Promise)
    expect(atOnce).toBe(await beside)
  })
})
