import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createPersonBrowser } from '../../support/browser/person-browser'
import type { TestServer } from '../../support/start-server'
import { SECRET } from '../clients'
import { agreed, codeRequest, queryOf, redeem, startFlowServer, WEB_APP } from '../flow-world'
import { ask, askToken, basic } from '../requests'

const OWN = {
  ...WEB_APP,
  client_id: 'own',
  owner: 'bob',
  redirect_uris: ['https://own.example.com/callback']
}
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

describe('a client whose owner is blocked', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startFlowServer({
      clients: [{ ...OWN, grant_types: ['authorization_code', 'client_credentials', DEVICE_GRANT] }]
    })
  })
  beforeEach(() => block(false))
  afterAll(() => server.close())

  const block = (blocked: boolean) => server.store.users.update('bob', (user) => ({ ...user, blocked }))
  const lastReason = () => server.inspector.list(1)[0]?.reason
  const forItself = () => askToken(server, { grant_type: 'client_credentials' }, basic('own', SECRET))

  it('gets no token while the block lasts, and one again when it ends', async () => {
    await block(true)
    const { status, json } = await forItself()
    expect([status, json.error, lastReason()]).toEqual([401, 'invalid_client', 'owner-blocked'])
    expect(String(json.error_description)).not.toContain('bob')
    await block(false)
    expect((await forItself()).status).toBe(200)
  })

  it('can use none of the tokens that it has', async () => {
    const token = String((await forItself()).json.access_token)
    await block(true)
    expect(await server.protocol.verifyAccessToken(token)).toBeUndefined()
    const form = new URLSearchParams({ token })
    const { json } = await ask(server, '/oauth2/introspect', {
      method: 'POST',
      headers: basic('web-app', SECRET),
      body: form
    })
    expect(json).toEqual({ active: false })
  })

  it('can redeem no code that somebody agreed to before', async () => {
    const parameters = codeRequest({ client_id: 'own', redirect_uri: 'https://own.example.com/callback' })
    const { code } = queryOf((await agreed(server, parameters)).stop)
    await block(true)
    const request = { redirect_uri: 'https://own.example.com/callback', client_id: 'own' }
    expect((await redeem(server, code, request)).status).not.toBe(200)
  })

  it('sends nobody to sign in', async () => {
    await block(true)
    const browser = createPersonBrowser(server.address)
    const stop = await browser.authorize(
      codeRequest({ client_id: 'own', redirect_uri: 'https://own.example.com/callback' })
    )
    expect([stop.status, stop.location]).toEqual([400, undefined])
    expect(stop.html).toContain('owner-blocked')
  })

  it('gets no approval for a device that waits', async () => {
    const body = new URLSearchParams({ scope: 'openid' })
    const headers = basic('own', SECRET)
    const begun = await ask(server, '/oauth2/device_authorization', { method: 'POST', headers, body })
    await block(true)
    const poll = { grant_type: DEVICE_GRANT, device_code: String(begun.json.device_code) }
    expect((await askToken(server, poll, headers)).json.error).toBe('invalid_client')
    await block(false)
    expect((await askToken(server, poll, headers)).json.error).toBe('authorization_pending')
  })
})
