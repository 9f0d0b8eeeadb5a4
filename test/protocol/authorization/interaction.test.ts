import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPersonBrowser } from '../../support/browser/person-browser'
import type { TestServer } from '../../support/start-server'
import {
  agreed,
  CALLBACK,
  codeRequest,
  pageOf,
  PASSWORD,
  queryOf,
  redeem,
  startFlowServer
} from '../flow-world'

describe('the way of an authorization request through the pages', () => {
  let server: TestServer
  beforeEach(async () => {
    server = await startFlowServer()
  })
  afterEach(() => server.close())

  const idOf = (url: string) => new URL(url, server.address).searchParams.get('interaction')!
  const backTo = (id: string) => `/oauth2/authorize?interaction=${id}`

  it('belongs to the browser in which it began', async () => {
    const browser = createPersonBrowser(server.address)
    const id = idOf((await browser.authorize(codeRequest())).url)
    const { browser: other } = await agreed(server, codeRequest(), 'bob')
    const stop = await other.ask(backTo(id))
    expect(stop.status).toBe(400)
    expect(stop.location).toBeUndefined()
    expect(queryOf(await browser.signIn('alice', PASSWORD).then(() => browser.allow())).code).toBeTruthy()
  })

  it('ends after an hour, and says so on a page', async () => {
    const browser = createPersonBrowser(server.address)
    const id = idOf((await browser.authorize(codeRequest())).url)
    server.clock.advance({ seconds: 3600 })
    expect((await browser.ask(backTo(id))).status).toBe(400)
  })

  it('has one answer, though its browser returns many times at once', async () => {
    const { browser } = await agreed(server, codeRequest())
    const id = idOf((await browser.authorize(codeRequest({ prompt: 'consent' }))).url)
    await server.protocol.interactions.noteConsent(
      id,
      (await server.store.interactions.get(id))!.browser_id,
      {
        sub: 'alice-sub',
        decision: 'allow',
        scope: ['openid', 'profile']
      }
    )
    const stops = await Promise.all(Array.from({ length: 8 }, () => browser.ask(backTo(id))))
    expect(stops.filter(({ location }) => location?.includes('code=')).length).toBe(1)
    expect(stops.filter(({ status }) => status === 400).length).toBe(7)
  })

  it('is checked again when it comes back: a client that was blocked or removed meanwhile gets nothing', async () => {
    const browser = createPersonBrowser(server.address)
    await browser.authorize(codeRequest())
    await server.store.clients.update('web-app', (client) => ({ ...client, blocked: true }))
    const stop = await browser.signIn('alice', PASSWORD)
    expect(stop.status).toBeGreaterThanOrEqual(400)
    expect(stop.location).toBeUndefined()
  })

  it('is refused to the client when its flow was switched off meanwhile', async () => {
    const browser = createPersonBrowser(server.address)
    await browser.authorize(codeRequest())
    await server.change({ flows: { openid_code: false } })
    const stop = await browser.signIn('alice', PASSWORD)
    expect(queryOf(stop).error).toBeTruthy()
    expect(queryOf(stop).code).toBeUndefined()
  })

  it('is not taken by somebody who is blocked while signed in', async () => {
    const { browser } = await agreed(server, codeRequest())
    await server.store.users.update('alice', (user) => ({ ...user, blocked: true }))
    expect(pageOf(await browser.authorize(codeRequest()))).toBe('/sign-in')
  })

  it('is remembered twenty times per browser at most', async () => {
    const browser = createPersonBrowser(server.address)
    const first = idOf((await browser.authorize(codeRequest())).url)
    for (let count = 0; count < 25; count += 1) {
      server.clock.advance({ seconds: 1 })
      await browser.authorize(codeRequest())
    }
    expect(await server.store.interactions.count()).toBe(20)
    expect((await browser.ask(backTo(first))).status).toBe(400)
  })

  it('never leads to a redirect URI that is not registered (RFC 6749 §4.1.2.1)', async () => {
    const browser = createPersonBrowser(server.address)
    for (const more of [{ redirect_uri: `${CALLBACK}/evil` }, { client_id: 'nobody' }]) {
      const stop = await browser.authorize(codeRequest(more))
      expect(stop.status).toBe(400)
      expect(stop.location).toBeUndefined()
      expect(pageOf(stop)).toBe('/oauth2/authorize')
    }
  })

  it('ends in a clear refusal past limits.codes_per_user, even for requests at once', async () => {
    const { browser, stop } = await agreed(server, codeRequest())
    await redeem(server, queryOf(stop).code)
    await server.change({ limits: { codes_per_user: 2 } })
    const path = `/oauth2/authorize?${new URLSearchParams(codeRequest()).toString()}`
    const stops = await Promise.all(Array.from({ length: 6 }, () => browser.ask(path)))
    expect(stops.filter((one) => queryOf(one).code).length).toBeLessThanOrEqual(2)
    for (let count = 0; count < 2; count += 1) await browser.authorize(codeRequest())
    const again = queryOf(await browser.authorize(codeRequest()))
    expect(again).toMatchObject({ error: 'access_denied' })
    expect(again.error_description).toContain('codes_per_user')
  })

  it('is told to whoever watches the traffic, with the reason of a refusal', async () => {
    const { browser } = await agreed(server, codeRequest())
    await browser.authorize(codeRequest({ prompt: 'none', scope: 'openid email' }))
    const [exchange] = server.inspector.list(1)
    expect(exchange).toMatchObject({
      path: '/oauth2/authorize',
      client_id: 'web-app',
      status: 303,
      error: 'consent_required',
      reason: 'consent-required'
    })
  })
})
