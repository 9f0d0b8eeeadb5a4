import { afterEach, beforeEach, expect, it } from 'vitest'
import { openPostgresStore } from '../../../src-main/store'
import { openProxy, type DatabaseProxy } from '../../support/postgres/postgres-proxy'
import { describeWithPostgres } from '../../support/postgres/postgres-suite'
import { openStoresWith, type TestServer } from '../../support/start-server'
import { SECRET } from '../clients'
import { agreed, codeRequest, queryOf, redeem, startFlowServer, WEB_APP } from '../flow-world'
import { ask, askToken, basic, postForm } from '../requests'

const asApp = basic('web-app', SECRET)
const asService = basic('service', SECRET)
const CLIENT_CREDENTIALS = { grant_type: 'client_credentials' }
/** However busy the machine is. */
const LONG = { timeout: 60_000 }

describeWithPostgres('a server whose database goes away', (database) => {
  let proxy: DatabaseProxy
  let url: string
  let server: TestServer

  beforeEach(async () => {
    url = await database().createDatabase()
    proxy = await openProxy(url)
    openStoresWith(({ clock, log }) => openPostgresStore({ url: proxy.url, clock, log }))
    server = await startFlowServer({
      clients: [{ ...WEB_APP, client_id: 'service', grant_types: ['client_credentials'] }]
    })
    // The first signing key is made in the background.
    expect((await ask(server, '/oauth2/jwks.json')).status).toBe(200)
  })
  afterEach(async () => {
    await database().start()
    proxy.mend()
    await server?.close()
    await proxy.close()
  })

  const health = async () => (await ask(server, '/healthz')).status
  const issue = () => askToken(server, CLIENT_CREDENTIALS, asService)

  /** What every kind of request gets: an answer that says to come again, and never one that blames a bug. */
  async function expectUnavailable(token: unknown): Promise<void> {
    const answers = await Promise.all([
      issue(),
      postForm(server, '/oauth2/introspect', { token: String(token) }, asService),
      ask(server, '/oauth2/userinfo', { headers: { Authorization: `Bearer ${String(token)}` } }),
      postForm(server, '/oauth2/par', codeRequest(), asApp),
      ask(server, `/oauth2/authorize?${new URLSearchParams(codeRequest()).toString()}`)
    ])
    for (const { status, headers } of answers)
      expect([status, headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)])
    const panel = await ask(server, '/admin/api/clients', {
      headers: { Authorization: `Bearer ${String(token)}` }
    })
    expect([panel.status, panel.json.code]).toEqual([503, 'SERVICE_UNAVAILABLE'])
    // What stands in memory is answered.
    expect((await ask(server, '/.well-known/openid-configuration')).status).toBe(200)
    expect((await ask(server, '/oauth2/jwks.json')).status).toBe(200)
  }

  async function expectRecovery(token: unknown): Promise<void> {
    await expect.poll(health, LONG).toBe(200)
    await expect.poll(async () => (await issue()).status, LONG).toBe(200)
    const { json } = await postForm(server, '/oauth2/introspect', { token: String(token) }, asService)
    expect(json.active).toBe(true)
    expect((await redeem(server, queryOf((await agreed(server, codeRequest())).stop).code)).status).toBe(200)
  }

  it('answers 503 with Retry-After while it is down, and recovers when it is started again, by itself', async () => {
    const { access_token } = (await issue()).json
    await database().stop()
    await expect.poll(health, LONG).toBe(503)
    await expectUnavailable(access_token)
    expect((await ask(server, '/healthz')).json).toMatchObject({ status: 'degraded' })
    await database().start()
    await expectRecovery(access_token)
    expect(server.logged.filter((line) => line.includes('bug'))).toEqual([])
  })

  it('does the same when the network between them breaks', async () => {
    const { access_token } = (await issue()).json
    proxy.cut()
    await expect.poll(health, LONG).toBe(503)
    await expectUnavailable(access_token)
    proxy.mend()
    await expectRecovery(access_token)
  })

  it('gives up on a database that does not answer, instead of holding the request', async () => {
    const { access_token } = (await issue()).json
    proxy.hang()
    expect((await issue()).status).toBe(503)
    await expect.poll(health, LONG).toBe(503)
    proxy.mend()
    await expectRecovery(access_token)
  })

  it('refuses what it can not write while the database is read-only, as a standby is, and goes on after that', async () => {
    const { access_token } = (await issue()).json
    const setReadOnly = async (value: 'on' | 'off') => {
      const name = new URL(url).pathname.slice(1)
      const main = url.replace(/[^/]+$/, 'postgres')
      await database().query(main, `alter database ${name} set default_transaction_read_only = ${value}`)
      await database().query(
        main,
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`
      )
    }
    await setReadOnly('on')
    await expect.poll(health, LONG).toBe(503)
    await expect.poll(async () => (await issue()).status, LONG).toBe(503)
    await setReadOnly('off')
    await expectRecovery(access_token)
  })

  it('stops in order while the database does not answer, without waiting for it', async () => {
    await issue()
    proxy.hang()
    const waiting = expect(server.store.tokens.get('any')).rejects.toThrow('terminated')
    await server.close()
    expect(server.state().status).toBe('stopped')
    await waiting
  })

  it('stops in order while the database is down', async () => {
    await issue()
    proxy.cut()
    await expect.poll(health, LONG).toBe(503)
    await server.close()
    expect(server.state().status).toBe('stopped')
  })
})
