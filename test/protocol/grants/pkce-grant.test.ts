import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../../support/start-server'
import { digestOf, insertCode, redeem, startGrantServer } from '../grant-world'

const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'

describe('PKCE at the token endpoint', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startGrantServer()
  })
  afterAll(() => server.close())

  const asSpa = (code: string, more: Record<string, string>) =>
    redeem(server, code, { client_id: 'spa', ...more }, {})
  const challenged = (challenge: string, method: 'S256' | 'plain' = 'S256') =>
    insertCode(server, { client_id: 'spa', code_challenge: challenge, code_challenge_method: method })

  it('takes the verifier of the RFC for the challenge of the RFC (RFC 7636 appendix B)', async () => {
    const code = await challenged('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
    expect((await asSpa(code, { code_verifier: VERIFIER })).status).toBe(200)
  })

  it('takes a plain verifier for a plain challenge (RFC 7636 §4.6)', async () => {
    const code = await challenged(VERIFIER, 'plain')
    expect((await asSpa(code, { code_verifier: VERIFIER })).status).toBe(200)
  })

  it.each([
    ['none', ''],
    ['another', `${VERIFIER}x`],
    ['the challenge itself', digestOf(VERIFIER)],
    ['one of 42 characters', VERIFIER.slice(1)],
    ['one of 129 characters', 'a'.repeat(129)],
    ['one with a character that is not unreserved', `${VERIFIER}+`]
  ])(
    'refuses a code with a challenge for a verifier that is %s, and leaves it usable (RFC 7636 §4.6)',
    async (_what, verifier) => {
      const code = await challenged(digestOf(VERIFIER))
      const answer = await asSpa(code, { code_verifier: verifier })
      expect([answer.status, answer.json.error]).toEqual([400, 'invalid_grant'])
      expect((await asSpa(code, { code_verifier: VERIFIER })).status).toBe(200)
    }
  )

  it('refuses a verifier where there was no challenge (RFC 9700 §2.1.1)', async () => {
    const answer = await redeem(server, await insertCode(server), { code_verifier: VERIFIER })
    expect([answer.status, answer.json.error]).toEqual([400, 'invalid_grant'])
  })
})
