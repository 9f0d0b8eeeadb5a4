import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../../protocol/requests'
import {
  BYE,
  logoutPath,
  relyingParty,
  signedInAt,
  startSignOutServer
} from '../../protocol/sign-out/sign-out-world'
import { startLogoutReceiver, type LogoutReceiver } from '../../support/logout-receiver'
import type { TestServer } from '../../support/start-server'

const FRONT = 'https://rp.example.com/front-channel'

describe('the plans of Back-Channel, Front-Channel Logout and Session Management 1.0', () => {
  let server: TestServer
  let receiver: LogoutReceiver
  beforeAll(async () => {
    receiver = await startLogoutReceiver()
    server = await startSignOutServer([
      relyingParty({ backchannel_logout_uri: receiver.uri, backchannel_logout_session_required: true }),
      relyingParty({
        client_id: 'front',
        frontchannel_logout_uri: FRONT,
        frontchannel_logout_session_required: true
      })
    ])
  })
  afterAll(async () => {
    await server.close()
    await receiver.close()
  })

  it('oidcc-backchannel-logout, -frontchannel-logout and -session-management-discovery-endpoint-verification: each is announced (Back-Channel Logout §2.1, Front-Channel Logout §3, Session Management §3.3)', async () => {
    expect(await server.protocol.metadata()).toMatchObject({
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
      frontchannel_logout_supported: true,
      frontchannel_logout_session_supported: true,
      check_session_iframe: `${server.address}/oauth2/check-session`
    })
  })

  it('oidcc-backchannel-rp-initiated-logout: the client gets a logout token about this session (Back-Channel Logout §2.4, §2.6)', async () => {
    const person = await signedInAt(server)
    const { sid, sub } = decodeJwt(person.idToken)
    await person.browser.ask(logoutPath({ id_token_hint: person.idToken, post_logout_redirect_uri: BYE }))
    const [sent] = await receiver.count(1)
    expect([sent?.method, sent?.contentType]).toEqual(['POST', 'application/x-www-form-urlencoded'])
    const keys = (await ask(server, '/oauth2/jwks.json')).json as unknown as JSONWebKeySet
    const { payload } = await jwtVerify(sent?.token ?? '', createLocalJWKSet(keys), {
      issuer: server.address,
      audience: 'rp',
      typ: 'logout+jwt',
      currentDate: new Date(server.clock.nowMs())
    })
    expect(payload).toMatchObject({
      sid,
      sub,
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} }
    })
    expect(payload).toHaveProperty('jti')
    expect(payload).not.toHaveProperty('nonce')
  })

  it('oidcc-frontchannel-rp-initiated-logout: the page loads the address of the client, with issuer and session (Front-Channel Logout §2)', async () => {
    const person = await signedInAt(server, 'front')
    const { sid } = decodeJwt(person.idToken)
    const stop = await person.browser.ask(logoutPath({ id_token_hint: person.idToken }))
    const [, address = ''] = /<iframe[^>]*src="([^"]+)"/.exec(stop.html) ?? []
    const url = new URL(address.replace(/&(amp|#38);/g, '&'))
    expect(`${url.origin}${url.pathname}`).toBe(FRONT)
    expect(Object.fromEntries(url.searchParams)).toEqual({ iss: server.address, sid })
    expect(stop.headers.get('content-security-policy')).toContain('frame-src https://rp.example.com')
  })

  it('oidcc-session-management-rp-initiated-logout: the response carries a session_state, which another sign-in does not repeat (Session Management §2)', async () => {
    const states = await Promise.all(
      [0, 1].map(async () => {
        const { browser } = await signedInAt(server)
        const { location = '' } = await browser.authorize({
          client_id: 'rp',
          redirect_uri: 'https://rp.example.com/cb',
          response_type: 'id_token',
          scope: 'openid',
          nonce: 'a-nonce',
          prompt: 'none'
        })
        return new URLSearchParams(new URL(location).hash.slice(1)).get('session_state')
      })
    )
    expect(states[0]).toMatch(/^[0-9a-f]{64}\.[A-Za-z0-9]+$/)
    expect(states[0]).not.toBe(states[1])
  })
})
