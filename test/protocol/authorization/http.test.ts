import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPersonBrowser } from '../../support/browser/person-browser'
import type { TestServer } from '../../support/start-server'
import { agreed, codeRequest, pageOf, queryOf, startFlowServer } from '../flow-world'
import { ask, postForm } from '../requests'

describe('the authorization endpoint over HTTP', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startFlowServer()
  })
  afterAll(() => server.close())

  it('takes a POST of its own browser as it takes a GET (OpenID Connect Core §3.1.2.1)', async () => {
    const { browser } = await agreed(server, codeRequest())
    expect(queryOf(await browser.post('/oauth2/authorize', codeRequest())).code).toBeTruthy()
  })

  it('asks a POST without cookies to come again as a GET, since a cross-site one comes without Lax cookies', async () => {
    const answer = await postForm(server, '/oauth2/authorize', codeRequest())
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(
      `/oauth2/authorize?${new URLSearchParams(codeRequest()).toString()}`
    )
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  it('takes a POST that is too long for that as it stands', async () => {
    const long = codeRequest({ state: 's'.repeat(9000) })
    const stop = await createPersonBrowser(server.address).post('/oauth2/authorize', long)
    expect(pageOf(stop)).toBe('/sign-in')
  })

  it('answers HEAD without effects', async () => {
    const before = await server.store.interactions.count()
    const path = `/oauth2/authorize?${new URLSearchParams(codeRequest()).toString()}`
    const answer = await ask(server, path, { method: 'HEAD' })
    expect(answer.status).toBe(200)
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(await server.store.interactions.count()).toBe(before)
  })

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
    'refuses %s with the methods that it knows',
    async (method) => {
      const answer = await ask(server, '/oauth2/authorize', { method })
      expect(answer.status).toBe(405)
      expect(answer.headers.get('allow')).toBe('GET, HEAD, POST')
    }
  )

  it.each([
    'interaction=',
    'interaction=a&interaction=b',
    'interaction=%',
    'interaction=x&client_id=web-app',
    '%%%',
    'a=1&a=2',
    `client_id=${'x'.repeat(5000)}`,
    ''
  ])('refuses the query %j on a page, without a redirect', async (query) => {
    const answer = await ask(server, `/oauth2/authorize?${query}`)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('location')).toBeNull()
    expect(answer.headers.get('content-type')).toContain('text/html')
  })

  it('refuses a POST of another content type, and one with a query', async () => {
    const json = await ask(server, '/oauth2/authorize', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}'
    })
    expect(json.status).toBe(400)
    expect((await postForm(server, '/oauth2/authorize?prompt=none', codeRequest())).status).toBe(400)
  })
})
