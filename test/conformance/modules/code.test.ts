import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SECRET } from '../../protocol/clients'
import { ask, askToken, basic } from '../../protocol/requests'
import { CODE_VARIANTS, hasPart } from '../support/plan-variants'
import { startSuite, type Suite } from '../support/suite-server'
import { createTestedClient } from '../support/tested-client'
import { validateIdToken } from '../support/validate-id-token'

describe('codes and refresh tokens, in the certification plans', () => {
  let suite: Suite
  beforeAll(async () => {
    suite = await startSuite()
  })
  afterAll(() => suite.server.close())

  const userinfoStatus = async (token: string) =>
    (await ask(suite.server, '/oauth2/userinfo', { headers: { Authorization: `Bearer ${token}` } })).status

  const refresh = (refresh_token: unknown, clientId = 'client_secret_basic') =>
    askToken(
      suite.server,
      { grant_type: 'refresh_token', refresh_token: refresh_token as string },
      basic(clientId, SECRET)
    )

  describe.each(CODE_VARIANTS)('$plan, $responseType', (variant) => {
    async function reuse(seconds: number): Promise<void> {
      const client = createTestedClient(suite, variant)
      const { answer, accessToken, token } = await client.signIn({ scope: 'openid offline_access' })
      expect(await userinfoStatus(accessToken!)).toBe(200)
      suite.server.clock.advance({ seconds })
      const again = await client.redeem(answer.code)
      expect([again.status, again.json.error]).toEqual([400, 'invalid_grant'])
      expect(await userinfoStatus(accessToken!)).toBe(401)
      expect((await refresh(token?.json.refresh_token)).json.error).toBe('invalid_grant')
      if (hasPart(variant, 'token')) expect(await userinfoStatus(answer.access_token!)).toBe(401)
    }

    it('oidcc-codereuse: a second use of a code is refused and what it issued stops working (OpenID Connect Core §3.1.3.2, RFC 6749 §4.1.2)', () =>
      reuse(0))

    it('oidcc-codereuse-30seconds: the same half a minute later (OpenID Connect Core §3.1.3.2, RFC 6749 §4.1.2)', () =>
      reuse(30))

    it('oidcc-refresh-token: a refresh token gives new tokens of the same person, to its own client alone (OpenID Connect Core §12, RFC 6749 §6)', async () => {
      const client = createTestedClient(suite, variant)
      const { token, accessToken, claims } = await client.signIn({ scope: 'openid email offline_access' })
      const { refresh_token } = token!.json
      const stolen = await refresh(refresh_token, 'second')
      expect([stolen.status, stolen.json.error]).toEqual([400, 'invalid_grant'])
      suite.server.clock.advance({ seconds: 2 })
      const { status, text, json } = await refresh(refresh_token)
      expect(status, text).toBe(200)
      expect(json.access_token).not.toBe(accessToken)
      expect(await userinfoStatus(json.access_token as string)).toBe(200)
      const renewed = await validateIdToken(suite.server, json.id_token as string, {
        clientId: 'client_secret_basic',
        nonce: undefined,
        accessToken: json.access_token as string
      })
      // OpenID Connect Core §12.2: the same but for the moments, and auth_time is that of the sign-in.
      expect(renewed).toMatchObject({ iss: claims.iss, sub: claims.sub, auth_time: claims.auth_time })
      expect(renewed.iat).toBeGreaterThan(claims.iat!)
    })
  })
})
