import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPersonBrowser, type PersonBrowser } from '../../support/browser/person-browser'
import type { TestServer } from '../../support/start-server'
import { PASSWORD, pageOf, startFlowServer } from '../flow-world'
import { askToken, postForm } from '../requests'

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

describe("a device's request on its way through the pages (RFC 8628 §3.3)", () => {
  let server: TestServer
  beforeEach(async () => {
    server = await startFlowServer({
      settings: { consent: 'skip' },
      clients: [
        {
          client_id: 'tv',
          token_endpoint_auth_method: 'none',
          grant_types: [DEVICE_GRANT],
          skip_consent: true
        }
      ]
    })
  })
  afterEach(() => server.close())

  async function begun(): Promise<{ browser: PersonBrowser; device_code: string }> {
    const { json } = await postForm(server, '/oauth2/device_authorization', {
      client_id: 'tv',
      scope: 'openid profile'
    })
    const browser = createPersonBrowser(server.address)
    await browser.get('/device')
    await browser.submit({ user_code: json.user_code as string })
    return { browser, device_code: json.device_code as string }
  }

  const poll = (device_code: string) => {
    server.clock.advance({ seconds: 10 })
    return askToken(server, { grant_type: DEVICE_GRANT, client_id: 'tv', device_code })
  }

  it('asks for sign-in and consent, whoever says that nobody need be asked, and the device gets its tokens', async () => {
    const { browser, device_code } = await begun()
    expect(pageOf(browser.current())).toBe('/sign-in')
    expect(pageOf(await browser.signIn('alice', PASSWORD))).toBe('/consent')
    const end = await browser.allow()
    expect(end.status).toBe(200)
    expect(end.location).toBeUndefined()
    const answer = await poll(device_code)
    expect(answer.status, answer.text).toBe(200)
    expect(answer.json.access_token).toBeTruthy()
  })

  it('tells the device what the person refused', async () => {
    const { browser, device_code } = await begun()
    await browser.signIn('alice', PASSWORD)
    await browser.deny()
    expect((await poll(device_code)).json.error).toBe('access_denied')
  })

  it('gives nothing to a client that was blocked on the way', async () => {
    const { browser } = await begun()
    await server.store.clients.update('tv', (client) => ({ ...client, blocked: true }))
    const stop = await browser.signIn('alice', PASSWORD)
    expect(stop.status).toBeGreaterThanOrEqual(400)
    expect((await server.store.authorizations.list()).total).toBe(0)
  })
})
