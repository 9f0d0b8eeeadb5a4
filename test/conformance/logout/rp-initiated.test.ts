import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  BYE,
  isSignedIn,
  logoutPath,
  relyingParty,
  signedInAt,
  startSignOutServer,
  type SignedIn
} from '../../protocol/sign-out/sign-out-world'
import type { TestServer } from '../../support/start-server'

/** An ID token that says something else than was signed: one character of its claims is another. */
function modified(idToken: string): string {
  const [header, claims = '', signature] = idToken.split('.')
  const at = Math.floor(claims.length / 2)
  const other = claims[at] === 'A' ? 'B' : 'A'
  return [header, claims.slice(0, at) + other + claims.slice(at + 1), signature].join('.')
}

describe('the plan of RP-Initiated Logout 1.0', () => {
  let server: TestServer
  let person: SignedIn
  beforeAll(async () => {
    server = await startSignOutServer([relyingParty()])
    person = await signedInAt(server)
  })
  afterAll(() => server.close())

  const ask = (parameters: Record<string, string | undefined>) => person.browser.ask(logoutPath(parameters))

  it('oidcc-rp-initiated-logout-discovery-endpoint-verification: the end_session_endpoint is named (RP-Initiated Logout §2.1)', async () => {
    const metadata = await server.protocol.metadata()
    expect(metadata.end_session_endpoint).toBe(`${server.address}/oauth2/logout`)
  })

  it.each([
    [
      'oidcc-rp-initiated-logout-bad-post-logout-redirect-uri: an address that is not registered',
      `${BYE}/else`
    ],
    [
      'oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri: a query that is not registered',
      `${BYE}?x=y`
    ]
  ])('%s gets a page, no redirect, and nobody is signed out (RP-Initiated Logout §3)', async (_name, uri) => {
    const stop = await ask({ id_token_hint: person.idToken, post_logout_redirect_uri: uri, state: 's' })
    expect([stop.status, stop.location]).toEqual([400, undefined])
    expect(await isSignedIn(person)).toBe(true)
  })

  it.each([
    ['oidcc-rp-initiated-logout-bad-id-token-hint: a hint that is no ID token', () => 'no.id.token'],
    [
      'oidcc-rp-initiated-logout-modified-id-token-hint: a hint that was changed',
      () => modified(person.idToken)
    ]
  ])('%s sends nobody anywhere, and nobody is signed out (RP-Initiated Logout §4)', async (_name, hint) => {
    const stop = await ask({ id_token_hint: hint(), post_logout_redirect_uri: BYE, state: 's' })
    expect(stop.location).toBeUndefined()
    expect(await isSignedIn(person)).toBe(true)
  })

  it.each([
    ['oidcc-rp-initiated-logout-no-params: a request without anything', {}],
    ['oidcc-rp-initiated-logout-only-state: a state alone', { state: 's' }]
  ])('%s asks the person first, and sends nobody anywhere (RP-Initiated Logout §2)', async (_name, given) => {
    const stop = await ask(given)
    expect([stop.status, stop.location]).toEqual([200, undefined])
    expect(stop.html).toContain('value="sign-out"')
    expect(await isSignedIn(person)).toBe(true)
  })

  it('oidcc-rp-initiated-logout-no-id-token-hint: an address alone names no client, so nobody is sent there (RP-Initiated Logout §3)', async () => {
    const stop = await ask({ post_logout_redirect_uri: BYE, state: 's' })
    expect(stop.location).toBeUndefined()
    expect(await isSignedIn(person)).toBe(true)
  })

  it('oidcc-rp-initiated-logout-no-post-logout-redirect-uri: a hint alone signs out and ends on a page (RP-Initiated Logout §2)', async () => {
    const stop = await ask({ id_token_hint: person.idToken, state: 's' })
    expect([stop.status, stop.location]).toEqual([200, undefined])
    expect(await isSignedIn(person)).toBe(false)
  })

  it.each([
    ['oidcc-rp-initiated-logout: the person is signed out and sent on with the state', 's', `${BYE}?state=s`],
    ['oidcc-rp-initiated-logout-no-state: the same without a state', undefined, BYE]
  ])('%s (RP-Initiated Logout §3)', async (_name, state, location) => {
    person = await signedInAt(server)
    const stop = await ask({ id_token_hint: person.idToken, post_logout_redirect_uri: BYE, state })
    expect([stop.status, stop.location]).toEqual([303, location])
    expect(await isSignedIn(person)).toBe(false)
  })
})
