import { afterEach, beforeEach, expect, it } from 'vitest'
import { openPostgresStore } from '../../../src-main/store'
import { describeWithPostgres } from '../../support/postgres/postgres-suite'
import { openStoresWith, type TestServer } from '../../support/start-server'
import { SECRET } from '../clients'
import { startFlowServer, WEB_APP } from '../flow-world'
import { ask, askToken, basic } from '../requests'

/** However busy the machine is. */
const LONG = { timeout: 20_000 }

describeWithPostgres('a server whose user may not write to its database any more', (database) => {
  let url: string
  let server: TestServer

  beforeEach(async () => {
    url = await database().createDatabase()
    const name = new URL(url).pathname.slice(1)
    await database().query(url, `create role app login; grant create on database ${name} to app`)
    const asApp = url.replace('postgres@', 'app@')
    openStoresWith(({ clock, log }) => openPostgresStore({ url: asApp, clock, log }))
    server = await startFlowServer({
      clients: [{ ...WEB_APP, client_id: 'service', grant_types: ['client_credentials'] }]
    })
    expect((await ask(server, '/oauth2/jwks.json')).status).toBe(200)
  })
  afterEach(() => server?.close())

  const health = async () => (await ask(server, '/healthz')).status
  const issue = () => askToken(server, { grant_type: 'client_credentials' }, basic('service', SECRET))

  it('answers 503 with Retry-After, at /healthz too, and goes on when it may again', async () => {
    expect((await issue()).status).toBe(200)
    const tables = 'insert, update, delete on all tables in schema friendly_oauth2'
    await database().query(url, `revoke ${tables} from app`)
    const refused = await issue()
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    await expect.poll(health, LONG).toBe(503)
    expect((await ask(server, '/healthz')).headers.get('retry-after')).toBe('5')
    await database().query(url, `grant ${tables} to app`)
    await expect.poll(health, LONG).toBe(200)
    expect((await issue()).status).toBe(200)
    expect(server.logged.filter((line) => line.includes('bug'))).toEqual([])
  })
})
