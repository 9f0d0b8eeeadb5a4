import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

describe('the code flow at the authorization endpoint', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startFlowServer()
  })
  afterAll(() => server.close())

  it('goes by sign-in and consent back to the client, with code, state and iss (RFC 6749 §4.1.2, RFC 9207 §2)', async () => {
    const browser = createPersonBrowser(server.address)
    expect(pageOf(await browser.authorize(codeRequest()))).toBe('/sign-in')
    expect(pageOf(await browser.signIn('alice', PASSWORD))).toBe('/consent')
    const stop = await browser.allow()
    expect(stop.status).toBe(303)
    expect(stop.location?.startsWith(`${CALLBACK}?`)).toBe(true)
    const { code, session_state, ...rest } = queryOf(stop)
    expect(rest).toEqual({ state: 'a-state', iss: server.address })
    expect(code).toMatch(/^[A-Za-z0-9]{43,}$/)
    expect(session_state).toMatch(/^[0-9a-f]{64}\.[A-Za-z0-9]+$/)
    expect(stop.headers.get('cache-control')).toBe('no-store')
    expect(stop.headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('gives a code that is redeemed once for tokens of the person', async () => {
    const { stop } = await agreed(server, codeRequest())
    const first = await redeem(server, queryOf(stop).code)
    expect(first.status, first.text).toBe(200)
    expect(first.json).toMatchObject({ token_type: 'Bearer', id_token: expect.any(String) as string })
    expect((await redeem(server, queryOf(stop).code)).json).toMatchObject({ error: 'invalid_grant' })
  })
})
