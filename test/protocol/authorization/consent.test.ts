import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { consentId } from '../../../src-main/model'
import { createPersonBrowser } from '../../support/browser/person-browser'
import type { TestServer } from '../../support/start-server'
import {
  agreed,
  codeRequest,
  pageOf,
  PASSWORD,
  queryOf,
  redeem,
  startFlowServer,
  WEB_APP
} from '../flow-world'

describe('consent at the authorization endpoint (OpenID Connect Core §3.1.2.4)', () => {
  let server: TestServer
  beforeEach(async () => {
    server = await startFlowServer({
      clients: [{ ...WEB_APP, client_id: 'first-party', skip_consent: true }],
      scopes: ['orders:read', { name: 'staff', roles: ['clerk'] }]
    })
  })
  afterEach(() => server.close())

  const record = () => server.store.consents.get(consentId('alice-sub', 'web-app'))

  it('is asked once, remembered, and covers less than it was given for', async () => {
    const { browser } = await agreed(server, codeRequest({ scope: 'openid profile orders:read' }))
    for (const scope of ['openid profile orders:read', 'openid', 'openid profile'])
      expect(queryOf(await browser.authorize(codeRequest({ scope }))).code).toBeTruthy()
  })

  it.each([
    ['a scope', { scope: 'openid profile email' }],
    ['a claim', { claims: JSON.stringify({ userinfo: { phone_number: null } }) }],
    ['a detail', { authorization_details: JSON.stringify([{ type: 'payment', amount: '10' }]) }]
  ])('is asked again for %s that is new, and remembered with the rest', async (_what, more) => {
    const { browser } = await agreed(server, codeRequest())
    expect(pageOf(await browser.authorize(codeRequest(more)))).toBe('/consent')
    expect(queryOf(await browser.allow()).code).toBeTruthy()
    expect(queryOf(await browser.authorize(codeRequest(more))).code).toBeTruthy()
    expect(queryOf(await browser.authorize(codeRequest())).code).toBeTruthy()
  })

  it('is not asked for a claim that a scope brings anyway', async () => {
    const { browser } = await agreed(server, codeRequest())
    const claims = JSON.stringify({ id_token: { name: { essential: true }, auth_time: null } })
    expect(queryOf(await browser.authorize(codeRequest({ claims }))).code).toBeTruthy()
  })

  it('leaves out what the person left out, says so, and asks for it again', async () => {
    const browser = createPersonBrowser(server.address)
    await browser.authorize(codeRequest({ scope: 'openid profile orders:read' }))
    await browser.signIn('alice', PASSWORD)
    const stop = await browser.allow({ without: ['orders:read'] })
    const answer = await redeem(server, queryOf(stop).code)
    expect(answer.json.scope).toBe('openid profile')
    expect((await record())?.scope).toBe('openid profile')
    expect(pageOf(await browser.authorize(codeRequest({ scope: 'openid orders:read' })))).toBe('/consent')
  })

  it('forgets what is left out the next time it is asked', async () => {
    const { browser } = await agreed(server, codeRequest({ scope: 'openid profile orders:read' }))
    await browser.authorize(codeRequest({ scope: 'openid orders:read', prompt: 'consent' }))
    await browser.allow({ without: ['orders:read'] })
    expect((await record())?.scope.split(' ').toSorted()).toEqual(['openid', 'profile'])
  })

  it('that is refused is told the client as access_denied and remembered as nothing', async () => {
    const browser = createPersonBrowser(server.address)
    await browser.authorize(codeRequest())
    await browser.signIn('alice', PASSWORD)
    expect(queryOf(await browser.deny())).toMatchObject({ error: 'access_denied', state: 'a-state' })
    expect(await record()).toBeUndefined()
    expect((await server.store.authorizations.list()).total).toBe(0)
    expect(pageOf(await browser.authorize(codeRequest()))).toBe('/consent')
  })

  it('is not asked where an administrator says so, for a client or for all', async () => {
    const browser = createPersonBrowser(server.address)
    await browser.authorize(codeRequest({ client_id: 'first-party' }))
    expect(queryOf(await browser.signIn('alice', PASSWORD)).code).toBeTruthy()
    expect(pageOf(await browser.authorize(codeRequest()))).toBe('/consent')
    await server.change({ consent: 'skip' })
    expect(queryOf(await browser.authorize(codeRequest())).code).toBeTruthy()
  })

  it('of one person is not that of another', async () => {
    await agreed(server, codeRequest())
    const browser = createPersonBrowser(server.address)
    await browser.authorize(codeRequest())
    expect(pageOf(await browser.signIn('bob', PASSWORD))).toBe('/consent')
  })

  it('is asked again once it was withdrawn', async () => {
    const { browser } = await agreed(server, codeRequest())
    await server.store.consents.remove(consentId('alice-sub', 'web-app'))
    expect(pageOf(await browser.authorize(codeRequest()))).toBe('/consent')
  })

  it('is never asked for a scope that the person has no role for, and nothing else is invalid_scope', async () => {
    const { stop } = await agreed(server, codeRequest({ scope: 'openid staff' }))
    expect((await redeem(server, queryOf(stop).code)).json.scope).toBe('openid')
    const browser = createPersonBrowser(server.address)
    await browser.authorize(codeRequest({ scope: 'staff' }))
    expect(queryOf(await browser.signIn('alice', PASSWORD)).error).toBe('invalid_scope')
  })
})
