import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../../support/start-server'
import { asApp, isActive, PASSWORD, startGrantServer } from '../grant-world'
import { askToken } from '../requests'

describe('The password grant', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startGrantServer()
  })
  afterAll(() => server.close())

  const ask = (more: Record<string, string>, headers: Record<string, string> = asApp) =>
    askToken(server, { grant_type: 'password', username: 'alice', password: PASSWORD, ...more }, headers)

  it('gives access, refresh and ID token, by user name and by e-mail address (RFC 6749 §4.3)', async () => {
    const answer = await ask({ scope: 'openid orders:read', username: 'Alice@Example.com' })
    expect(answer.status).toBe(200)
    expect(await isActive(server, answer.json.access_token)).toBe(true)
    expect(answer.json.refresh_token).toEqual(expect.any(String))
    expect(decodeJwt(String(answer.json.id_token))).toMatchObject({
      amr: ['pwd'],
      acr: '1',
      sub: 'alice-sub'
    })
  })

  it('says the same of an unknown name, a wrong password and a blocked person (RFC 6749 §5.2)', async () => {
    const answers = [
      await ask({ username: 'nobody' }),
      await ask({ password: 'wrong password' }),
      await ask({ username: 'bob' })
    ]
    for (const { status, json } of answers) {
      expect([status, json.error]).toEqual([400, 'invalid_grant'])
      expect(json).toEqual(answers[0]?.json)
    }
  })

  it('is open to a public client that is registered for it (RFC 6749 §4.3.2)', async () => {
    expect((await ask({ client_id: 'spa' }, {})).status).toBe(200)
  })

  it.each([
    ['no username', { username: '' }, 'invalid_request'],
    ['no password', { password: '' }, 'invalid_request'],
    ['a scope of a role that the person has not', { scope: 'staff' }, 'invalid_scope'],
    ['the scope admin', { scope: 'admin' }, 'invalid_scope'],
    ['a resource that is no URI', { resource: 'here' }, 'invalid_target'],
    ['malformed authorization_details', { authorization_details: '{' }, 'invalid_authorization_details']
  ])('refuses %s', async (_what, more, error) => {
    const answer = await ask(more as Record<string, string>)
    expect([answer.status, answer.json.error]).toEqual([400, error])
  })

  it('is refused while it is switched off', async () => {
    await server.change({ flows: { oauth2_password: false } })
    const answer = await ask({})
    await server.change({ flows: { oauth2_password: true } })
    expect(answer.json.error).toBe('unsupported_grant_type')
  })

  it('answers 429 with Retry-After past the limit of wrong passwords, the right one included', async () => {
    await server.change({ limits: { sign_in_attempts: 3, sign_in_pause: 300 } })
    await Promise.all(Array.from({ length: 20 }, () => ask({ password: 'wrong password' })))
    const answer = await ask({})
    expect([answer.status, answer.json.error]).toEqual([429, 'invalid_grant'])
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    server.clock.advance({ seconds: 301 })
    expect((await ask({})).status).toBe(200)
  })

  it('keeps nobody out where the clock is set back behind the latest try', async () => {
    await Promise.all(Array.from({ length: 20 }, () => ask({ password: 'wrong password' })))
    server.clock.advance({ seconds: -86_400 })
    expect((await ask({})).status).toBe(200)
    server.clock.advance({ seconds: 86_400 })
  })
})
