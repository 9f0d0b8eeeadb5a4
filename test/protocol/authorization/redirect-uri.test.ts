import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { redirectUriProblem } from '../../../src-main/model'
import { requireRedirectUri } from '../../../src-main/oauth/authorization/request/redirect-uri'
import { parseForm } from '../../../src-main/oauth/form'
import { startServer, type TestServer } from '../../support/start-server'
import { appClient, appRequest, authorize } from './authorization-requests'

const LOOPBACK = ['http://127.0.0.1/back', 'http://[::1]:1234/back?a=b', 'http://localhost:7000/back']

describe('the redirect URI of a request (RFC 6749 §3.1.2.3)', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startServer({
      clients: [
        appClient(),
        appClient({ client_id: 'two', redirect_uris: ['https://one.example/', 'https://two.example/'] }),
        appClient({ client_id: 'none', redirect_uris: [] }),
        appClient({ client_id: 'web', redirect_uris: LOOPBACK }),
        appClient({ client_id: 'native', redirect_uris: LOOPBACK, application_type: 'native' })
      ]
    })
  })
  afterAll(() => server.close())

  const ask = (parameters: Record<string, string | undefined>) => authorize(server, appRequest(parameters))
  const shows = async (parameters: Record<string, string | undefined>, reason = 'redirect-uri-differs') =>
    expect(await ask(parameters)).toMatchObject({ outcome: 'page', status: 400, reason, location: undefined })

  it.each([
    'https://app.example/callback/',
    'https://app.example/Callback',
    'https://app.example/callback?x=1',
    'https://app.example/callback#',
    'https://app.example:443/callback',
    'https://app.example/x/../callback',
    'https://app.example/%63allback',
    'https://app.example.evil.example/callback',
    'https://app.example@evil.example/callback',
    'HTTPS://app.example/callback',
    'http://app.example/callback',
    ' https://app.example/callback',
    'https://evil.example/',
    '/callback',
    'javascript:alert(1)'
  ])('%s is not https://app.example/callback, and gets a page, never a redirect', (redirect_uri) =>
    shows({ redirect_uri })
  )

  it('is compared before anything else is looked at', () =>
    shows({ redirect_uri: 'https://evil.example/', response_type: undefined, scope: '"' }))

  it('names the nearest registered one where it differs', async () => {
    const { description } = await ask({ redirect_uri: 'https://app.example/callbac' })
    expect(description).toContain('https://app.example/callback')
  })

  describe('left out', () => {
    const left = { redirect_uri: undefined }

    it('is the only registered one', async () => {
      expect(await ask({ ...left, scope: 'email' })).toMatchObject({ outcome: 'accepted' })
      const { location } = await ask({ ...left, scope: 'email', prompt: 'nonsense' })
      expect(location).toMatch(/^https:\/\/app\.example\/callback\?/)
    })

    it('is an error in a request with openid (OpenID Connect Core §3.1.2.1)', () =>
      shows(left, 'redirect-uri-missing'))

    it('is an error where several are registered, or none', async () => {
      await shows({ ...left, client_id: 'two', scope: 'email' }, 'redirect-uri-missing')
      await shows({ ...left, client_id: 'none', scope: 'email' }, 'redirect-uri-missing')
    })
  })

  describe('at loopback (RFC 8252 §7.3)', () => {
    const accepts = async (client_id: string, redirect_uri: string) =>
      expect(await ask({ client_id, redirect_uri })).toMatchObject({ outcome: 'accepted' })

    it('may have any port where the client is native', async () => {
      await accepts('native', 'http://127.0.0.1:51004/back')
      await accepts('native', 'http://127.0.0.1/back')
      await accepts('native', 'http://[::1]:51004/back?a=b')
      await accepts('native', 'http://localhost:7000/back')
    })

    it('gets the answer at the port that was asked for', async () => {
      const parameters = { client_id: 'native', redirect_uri: 'http://127.0.0.1:51004/back' }
      const { location } = await ask({ ...parameters, prompt: 'nonsense' })
      expect(location).toMatch(/^http:\/\/127\.0\.0\.1:51004\/back\?error=/)
    })

    it.each([
      'http://127.0.0.1:51004/other',
      'http://127.0.0.1:51004/back/',
      'http://127.0.0.1:51004/back?x=1',
      'http://127.0.0.1:99999/back',
      'http://127.0.0.1:51004@evil.example/back',
      'http://127.0.0.1.evil.example/back',
      'http://127.0.0.2:51004/back',
      'http://2130706433:51004/back',
      'https://127.0.0.1:51004/back',
      'http://[::1]:51004/back',
      'http://localhost:7001/back'
    ])('may differ in nothing else: %s', (redirect_uri) => shows({ client_id: 'native', redirect_uri }))

    it('is an exact string for every other client', async () => {
      await shows({ client_id: 'web', redirect_uri: 'http://127.0.0.1:51004/back' })
      await accepts('web', 'http://127.0.0.1/back')
    })
  })

  it('that runs code is refused at use too, however it came to be registered', async () => {
    const client = { ...(await server.store.clients.get('app'))!, redirect_uris: ['javascript:alert(1)'] }
    for (const form of ['redirect_uri=javascript:alert(1)', ''])
      expect(() => requireRedirectUri(client, parseForm(form))).toThrow(/must not use the scheme javascript/)
  })

  it.each([
    'http:app.example/cb',
    'http:///app.example/cb',
    'https://@app.example/cb',
    'https://app.example/ü',
    'https://app.example/<b>',
    'jar:https://app.example!/'
  ])('%s can not be registered (RFC 3986 §2, RFC 9700 §4.1)', (uri) =>
    expect(redirectUriProblem(uri)).toBeTypeOf('string')
  )
})
