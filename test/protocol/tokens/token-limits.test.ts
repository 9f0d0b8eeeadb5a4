import { afterEach, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import { CLIENT_CREDENTIALS, SECRET } from '../clients'
import { isActive } from '../grant-world'
import { askToken, basic, postForm } from '../requests'
import { client, refresh, startTokenServer, tokensOf } from './token-world'

describe('the limits of live tokens', () => {
  let server: TestServer
  afterEach(() => server.close())
  const asApp = basic('app', SECRET)
  const ask = () => askToken(server, CLIENT_CREDENTIALS, asApp)

  it('refuse one more token of a client and leave the others alive', async () => {
    server = await startTokenServer([client('app'), client('other')], { limits: { tokens_per_client: 2 } })
    const live = [(await ask()).json.access_token, (await ask()).json.access_token]
    const { status, json } = await ask()
    expect([status, json.error]).toEqual([400, 'invalid_request'])
    expect(json.error_description).toContain('live tokens')
    for (const token of live) expect(await isActive(server, token, asApp)).toBe(true)
    expect((await askToken(server, CLIENT_CREDENTIALS, basic('other', SECRET))).status).toBe(200)
  })

  it('make room when a token is revoked or expires', async () => {
    server = await startTokenServer([client('app')], { limits: { tokens_per_client: 1 } })
    const { json } = await ask()
    expect((await ask()).status).toBe(400)
    await postForm(server, '/oauth2/revoke', { token: String(json.access_token) }, asApp)
    expect((await ask()).status).toBe(200)
    expect((await ask()).status).toBe(400)
    server.clock.advance({ seconds: 3600 })
    expect((await ask()).status).toBe(200)
  })

  it('are never exceeded by parallel requests', async () => {
    server = await startTokenServer([client('app')], { limits: { tokens_per_client: 3 } })
    await Promise.all(Array.from({ length: 12 }, ask))
    expect((await server.store.tokens.find('client_id', 'app')).length).toBeLessThanOrEqual(3)
  })

  it('count the access and refresh tokens of a person over all clients', async () => {
    server = await startTokenServer([client('app'), client('other')], { limits: { tokens_per_user: 3 } })
    expect(await tokensOf(server, 'app')).toHaveProperty('refresh_token')
    expect((await tokensOf(server, 'other')).error).toBe('invalid_request')
    expect(await tokensOf(server, 'other', { sub: 'bob-sub' })).toHaveProperty('access_token')
  })

  it('count a refresh token and its successor once', async () => {
    server = await startTokenServer([client('app')], { limits: { tokens_per_user: 2 } })
    const first = await tokensOf(server, 'app')
    server.clock.advance({ seconds: 3600 })
    const { status, json } = await refresh(server, 'app', first.refresh_token)
    expect(status).toBe(200)
    server.clock.advance({ seconds: 3600 })
    expect((await refresh(server, 'app', json.refresh_token)).status).toBe(200)
  })

  it('prolong no authorization when they refuse', async () => {
    server = await startTokenServer([client('app')], { limits: { tokens_per_user: 1 } })
    const ends = async () => (await server.store.authorizations.list()).items.map(({ exp }) => exp)
    const end = server.clock.nowSeconds() + 3600
    expect((await tokensOf(server, 'app')).error).toBe('invalid_request')
    expect(await ends()).toEqual([end])
    await server.change({ limits: { tokens_per_user: 2 } })
    expect(await tokensOf(server, 'app')).toHaveProperty('refresh_token')
    expect(Math.max(...(await ends()))).toBeGreaterThan(end)
  })

  it('take back what they refuse, and still say why where a part of it can not be removed', async () => {
    let toRemove = 0
    server = await startServer({
      users: [{ username: 'alice', sub: 'alice-sub' }],
      clients: [client('app')],
      settings: { limits: { tokens_per_user: 1 } },
      withStore: (store) => ({
        ...store,
        tokens: {
          ...store.tokens,
          remove: (id) =>
            ++toRemove === 1 ? Promise.reject(new Error('The disk is full')) : store.tokens.remove(id)
        }
      })
    })
    expect((await tokensOf(server, 'app')).error).toBe('invalid_request')
    expect([toRemove, await server.store.tokens.count()]).toEqual([2, 1])
  })
})
