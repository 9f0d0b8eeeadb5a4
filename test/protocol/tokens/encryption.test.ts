import {
  compactDecrypt,
  createRemoteJWKSet,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  type CryptoKey
} from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  CONTENT_ENCRYPTION_ALGORITHMS,
  KEY_MANAGEMENT_ALGORITHMS,
  type ClientInput,
  type Jwk
} from '../../../src-main/model'
import type { TestServer } from '../../support/start-server'
import { SECRET } from '../clients'
import { ask, basic, postForm } from '../requests'
import { client, startTokenServer, tokensOf } from './token-world'

const CASES = KEY_MANAGEMENT_ALGORITHMS.flatMap((alg) =>
  CONTENT_ENCRYPTION_ALGORITHMS.map((enc) => ({ alg, enc }))
)

describe('encrypted answers (OpenID Connect Core §10.2)', () => {
  let server: TestServer
  const privateKeys = new Map<string, CryptoKey>()

  beforeAll(async () => {
    const jwks: Jwk[] = []
    for (const alg of ['RSA-OAEP-256', 'ECDH-ES'] as const) {
      const pair = await generateKeyPair(alg, { extractable: true })
      privateKeys.set(alg, pair.privateKey)
      jwks.push({ ...(await exportJWK(pair.publicKey)), kid: alg, use: 'enc' } as Jwk)
    }
    const fields = ({ alg, enc }: (typeof CASES)[number]): Partial<ClientInput> => ({
      jwks: { keys: jwks },
      id_token_encrypted_response_alg: alg,
      id_token_encrypted_response_enc: enc,
      userinfo_encrypted_response_alg: alg,
      userinfo_encrypted_response_enc: enc
    })
    server = await startTokenServer([
      ...CASES.map((one) => client(`${one.alg} ${one.enc}`, fields(one))),
      client('default', { ...fields(CASES[0]!), id_token_encrypted_response_enc: undefined }),
      client('nested', { ...fields(CASES[0]!), userinfo_signed_response_alg: 'ES256' }),
      client('introspecting', {
        jwks: { keys: jwks },
        introspection_signed_response_alg: 'ES256',
        introspection_encrypted_response_alg: 'ECDH-ES'
      }),
      client('keyless', {
        jwks: { keys: [{ ...jwks[0]!, use: 'sig' }] },
        id_token_encrypted_response_alg: 'RSA-OAEP-256'
      })
    ])
  })
  afterAll(() => server.close())

  const opened = async (jwe: unknown, alg: string) => {
    const key = privateKeys.get(alg.startsWith('RSA') ? 'RSA-OAEP-256' : 'ECDH-ES')!
    const { plaintext, protectedHeader } = await compactDecrypt(String(jwe), key)
    return { text: new TextDecoder().decode(plaintext), header: protectedHeader }
  }
  const verified = (jwt: string) =>
    jwtVerify(jwt, createRemoteJWKSet(new URL(`${server.address}/oauth2/jwks.json`)), {
      issuer: server.address
    })
  const userinfo = (token: unknown) =>
    ask(server, '/oauth2/userinfo', { headers: { Authorization: `Bearer ${String(token)}` } })

  it.each(CASES)('are ID tokens signed and then encrypted with $alg and $enc', async ({ alg, enc }) => {
    const { id_token } = await tokensOf(server, `${alg} ${enc}`)
    const { text, header } = await opened(id_token, alg)
    expect(header).toMatchObject({
      alg,
      enc,
      cty: 'JWT',
      kid: alg.startsWith('RSA') ? 'RSA-OAEP-256' : 'ECDH-ES'
    })
    expect((await verified(text)).payload).toMatchObject({ sub: 'alice-sub', aud: `${alg} ${enc}` })
  })

  it.each(CASES)('are UserInfo encrypted with $alg and $enc (§5.3.2)', async ({ alg, enc }) => {
    const answer = await userinfo((await tokensOf(server, `${alg} ${enc}`)).access_token)
    expect(answer.headers.get('content-type')).toContain('application/jwt')
    const { text, header } = await opened(answer.text, alg)
    expect(header).not.toHaveProperty('cty')
    expect(JSON.parse(text)).toEqual({ sub: 'alice-sub' })
  })

  it('are UserInfo signed and then encrypted where both are registered', async () => {
    const answer = await userinfo((await tokensOf(server, 'nested')).access_token)
    const { text, header } = await opened(answer.text, 'RSA-OAEP-256')
    expect(header.cty).toBe('JWT')
    expect((await verified(text)).payload).toMatchObject({ sub: 'alice-sub', aud: 'nested' })
  })

  it('take A128CBC-HS256 where the client names nothing (OpenID Connect Registration §2)', async () => {
    const { header } = await opened((await tokensOf(server, 'default')).id_token, 'RSA-OAEP-256')
    expect(header.enc).toBe('A128CBC-HS256')
  })

  it('are introspections as JWT, signed and then encrypted (RFC 9701 §5)', async () => {
    const { access_token } = await tokensOf(server, 'introspecting')
    const { text } = await postForm(
      server,
      '/oauth2/introspect',
      { token: String(access_token) },
      { ...basic('introspecting', SECRET), Accept: 'application/token-introspection+jwt' }
    )
    const { payload } = await verified((await opened(text, 'ECDH-ES')).text)
    expect(payload.token_introspection).toMatchObject({ active: true, sub: 'alice-sub' })
  })

  it('are refused with the reason where the client has no key for it', async () => {
    const refused = await tokensOf(server, 'keyless')
    expect(refused.error).toBe('invalid_request')
    expect(refused.error_description).toContain('RSA-OAEP-256')
    expect((await server.store.tokens.find('client_id', 'keyless')).length).toBe(0)
  })
})
