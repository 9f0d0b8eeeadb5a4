import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../../support/start-server'
import { BYE, isSignedIn, logoutPath, relyingParty, signedInAt, startSignOutServer } from './sign-out-world'

const PLAIN = 'https://rp.example.com/front'
const WITH_SESSION = 'https://rp.example.com/front?keep=this'

describe('front-channel logout (OpenID Connect Front-Channel Logout 1.0)', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startSignOutServer([
      relyingParty({ frontchannel_logout_uri: PLAIN }),
      relyingParty({
        client_id: 'strict',
        frontchannel_logout_uri: WITH_SESSION,
        frontchannel_logout_session_required: true
      }),
      relyingParty({ client_id: 'deaf' })
    ])
  })
  afterAll(() => server.close())

  const framesOf = (html: string) =>
    [...html.matchAll(/<iframe src="([^"]+)"/g)].map(([, address = '']) =>
      address.replace(/&(amp|#38);/g, '&')
    )

  it('loads the addresses of the session’s clients in iframes, with iss and sid for who wants them (§2)', async () => {
    const person = await signedInAt(server)
    await signedInAt(server, 'strict', { browser: person.browser })
    await signedInAt(server, 'deaf', { browser: person.browser })
    const { html, headers } = await person.browser.get(logoutPath({ id_token_hint: person.idToken }))
    const [plain, strict, ...others] = framesOf(html)
    expect(others).toEqual([])
    expect(plain).toBe(PLAIN)
    expect(strict?.startsWith(`${WITH_SESSION}&`)).toBe(true)
    expect(Object.fromEntries(new URL(strict ?? '').searchParams)).toEqual({
      keep: 'this',
      iss: server.address,
      sid: decodeJwt(person.idToken).sid
    })
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain('frame-src https://rp.example.com')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(await isSignedIn(person)).toBe(false)
  })

  it('goes on to the client only after that', async () => {
    const person = await signedInAt(server)
    const stop = await person.browser.get(
      logoutPath({ id_token_hint: person.idToken, post_logout_redirect_uri: BYE, state: 's' })
    )
    expect(stop.status).toBe(200)
    expect(framesOf(stop.html)).toEqual([PLAIN])
    expect(stop.html).toContain(`href="${BYE}?state=s"`)
  })

  it('loads none of clients that were in another session', async () => {
    const person = await signedInAt(server, 'deaf')
    await signedInAt(server, 'strict')
    const { html } = await person.browser.get(logoutPath({ id_token_hint: person.idToken }))
    expect(framesOf(html)).toEqual([])
  })
})
