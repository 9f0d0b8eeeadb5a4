import { createHash } from 'node:crypto'
import type { JWTPayload } from 'jose'
import { expect } from 'vitest'
import { credentialsOf, type Credentials, type PlainMethod } from '../../protocol/clients'
import { ask, askToken, type Answer } from '../../protocol/requests'
import { createPersonBrowser, type PersonBrowser, type Stop } from '../../support/browser/person-browser'
import { authorizationAnswer } from './authorization-answer'
import { hasPart, type PlanVariant } from './plan-variants'
import { CALLBACK, PASSWORD, USERNAME, type Suite } from './suite-server'
import { validateIdToken } from './validate-id-token'

/** Parameters of a request; undefined leaves one out. */
export type Changes = Readonly<Record<string, string | undefined>>

/** Everything that one sign-in brought, every ID token of it validated. */
export interface SignedIn {
  /** Where the browser stood before the person did anything more. */
  readonly first: Stop
  readonly answer: Record<string, string>
  /** The answer of the token endpoint, where there was a code. */
  readonly token?: Answer
  readonly accessToken?: string
  /** The ID token of the token endpoint, or else that of the authorization endpoint. */
  readonly idToken: string
  readonly claims: JWTPayload
}

/** The client that signs people in at the server under test, as one variant of a plan has it. */
export interface TestedClient {
  readonly variant: PlanVariant
  readonly browser: PersonBrowser
  request(changes?: Changes): Record<string, string>
  /** The answer at the redirect URI. */
  read(stop: Stop): Record<string, string>
  /** Fills in the pages that come until there is an answer. */
  pass(stop: Stop): Promise<Stop>
  redeem(code: string | undefined, more?: Record<string, string>): Promise<Answer>
  /** From the request to the tokens, checked on the way. */
  signIn(changes?: Changes, first?: Promise<Stop>): Promise<SignedIn>
  /** The claims about the person: from the UserInfo endpoint, or from the ID token where there is no access token (OpenID Connect Core §5.4). */
  claimsOf(signedIn: SignedIn): Promise<Record<string, unknown>>
}

const VERIFIER = 'a-verifier-of-more-than-forty-three-characters-for-the-suite'
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

/** Who the client is. */
export interface TestedIdentity {
  readonly clientId: string
  readonly callback: string
  /** Without a secret or a key it proves itself by PKCE alone. */
  readonly isPublic?: boolean
  /** What proves it at the token endpoint, made anew for every request. */
  credentials(): Promise<Credentials>
}

let requests = 0

/** One of the clients of the suite's server, by its method. */
export function createTestedClient(
  { server, key }: Suite,
  variant: PlanVariant,
  method: PlainMethod = 'client_secret_basic',
  browser = createPersonBrowser(server.address)
): TestedClient {
  const identity: TestedIdentity = {
    clientId: method,
    callback: CALLBACK,
    isPublic: method === 'none',
    credentials: () => credentialsOf(server, method, { key: key.privateKey })
  }
  return createClientThatIs(identity, { server }, variant, browser)
}

/** The same for any client that the server knows. */
export function createClientThatIs(
  { clientId, callback, isPublic = false, credentials }: TestedIdentity,
  { server }: Pick<Suite, 'server'>,
  variant: PlanVariant,
  browser = createPersonBrowser(server.address)
): TestedClient {
  const client: TestedClient = {
    variant,
    browser,

    request(changes = {}) {
      requests += 1
      const all = {
        client_id: clientId,
        redirect_uri: callback,
        response_type: variant.responseType,
        response_mode: variant.responseMode,
        scope: 'openid',
        state: `state-${requests}`,
        nonce: `nonce-${requests}`,
        // RFC 9700 §2.1.1: who can't keep a secret proves itself with this.
        ...(isPublic && { code_challenge: CHALLENGE, code_challenge_method: 'S256' }),
        ...changes
      }
      return Object.fromEntries(
        Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined)
      )
    },

    read: (stop) => authorizationAnswer(stop, variant, callback),

    async pass(stop) {
      const path = () => new URL(browser.current().url).pathname
      if (path() === '/sign-in') await browser.signIn(USERNAME, PASSWORD)
      if (path() === '/consent') await browser.allow()
      return stop === browser.current() ? stop : browser.current()
    },

    async redeem(code, more = {}) {
      const { fields, headers } = await credentials()
      const verifier = isPublic ? { code_verifier: VERIFIER } : undefined
      const grant = { grant_type: 'authorization_code', code: code ?? '', redirect_uri: callback }
      return askToken(server, { ...grant, ...verifier, ...fields, ...more }, headers)
    },

    async signIn(changes = {}, first) {
      const request = client.request(changes)
      const stop = await (first ?? browser.authorize(request))
      const answer = client.read(await client.pass(stop))
      checkAnswer(answer, request)
      const expected = { clientId, nonce: request.nonce, code: answer.code }
      const front = hasPart(variant, 'id_token')
        ? await validateIdToken(server, answer.id_token, {
            ...expected,
            accessToken: answer.access_token,
            required: requiredHashes()
          })
        : undefined
      if (!hasPart(variant, 'code'))
        return { first: stop, answer, ...accessOf(answer), idToken: answer.id_token!, claims: front! }
      const token = await client.redeem(answer.code)
      const { access_token, id_token } = checkToken(token)
      const back = await validateIdToken(server, id_token, { ...expected, accessToken: access_token })
      // OpenID Connect Core §3.3.3.6: both are about one person at one server.
      if (front) expect([front.iss, front.sub]).toEqual([back.iss, back.sub])
      return { first: stop, answer, token, accessToken: access_token, idToken: id_token, claims: back }
    },

    async claimsOf({ accessToken, claims }) {
      if (accessToken === undefined) return claims
      const answer = await ask(server, '/oauth2/userinfo', {
        headers: { Authorization: `Bearer ${accessToken}` }
      })
      expect(answer.status, answer.text).toBe(200)
      expect(answer.json.sub).toBe(claims.sub)
      return answer.json
    }
  }

  /** OpenID Connect Core §3.2.2.10 and §3.3.2.11. */
  function requiredHashes(): ('at_hash' | 'c_hash')[] {
    return [
      ...(hasPart(variant, 'token') ? (['at_hash'] as const) : []),
      ...(hasPart(variant, 'code') ? (['c_hash'] as const) : [])
    ]
  }

  /** Exactly the parts that were asked for, and the state and the issuer beside them (RFC 6749 §4.1.2, RFC 9207 §2). */
  function checkAnswer(answer: Record<string, string>, { state }: Record<string, string>): void {
    expect(answer).not.toHaveProperty('error')
    expect([answer.state, answer.iss]).toEqual([state, server.address])
    expect('code' in answer).toBe(hasPart(variant, 'code'))
    expect('id_token' in answer).toBe(hasPart(variant, 'id_token'))
    expect('access_token' in answer).toBe(hasPart(variant, 'token'))
    expect(answer).not.toHaveProperty('refresh_token')
    if (hasPart(variant, 'token')) expect(answer.token_type?.toLowerCase()).toBe('bearer')
  }

  return client
}

function accessOf({ access_token }: Record<string, string>): { accessToken?: string } {
  return access_token === undefined ? {} : { accessToken: access_token }
}

/** OpenID Connect Core §3.1.3.3. */
function checkToken({ status, text, json, headers }: Answer): { access_token: string; id_token: string } {
  expect(status, text).toBe(200)
  expect(headers.get('content-type')).toMatch(/^application\/json/)
  expect(headers.get('cache-control')).toContain('no-store')
  expect(String(json.token_type).toLowerCase()).toBe('bearer')
  expect(json.expires_in).toBeGreaterThan(0)
  const { access_token, id_token } = json
  expect([typeof access_token, typeof id_token]).toEqual(['string', 'string'])
  return { access_token: access_token as string, id_token: id_token as string }
}
