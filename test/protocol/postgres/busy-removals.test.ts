import { afterEach, beforeEach, expect, it } from 'vitest'
import { openPostgresStore } from '../../../src-main/store'
import { directCall, contextOf } from '../../support/panel/panel-transports'
import type { PanelCall } from '../../support/panel/panel-call'
import { describeWithPostgres } from '../../support/postgres/postgres-suite'
import { openStoresWith, startServer, type TestServer } from '../../support/start-server'

const MANY = 2000
/** Of a removal, of what goes beside it, and of whoever listens; a server has eleven at most. */
const FEW = 8

describeWithPostgres('a removal of very much from PostgreSQL', (database) => {
  let url: string
  let server: TestServer
  let call: PanelCall

  beforeEach(async () => {
    url = await database().createDatabase()
    openStoresWith(({ clock, log }) => openPostgresStore({ url, clock, log }))
    server = await startServer({
      users: [
        { username: 'root', roles: ['administrator'] },
        { username: 'alice', sub: 'alice-sub' }
      ],
      clients: [{ client_id: 'shop', client_secret: 'a secret of this client with characters enough' }]
    })
    call = directCall(server, contextOf({ kind: 'user', user: (await server.store.users.get('root'))! }))
    await fill()
  })
  afterEach(() => server.close())

  /** Many authorizations of one person for one client, each with a token and a code. */
  async function fill(): Promise<void> {
    const numbers = `generate_series(1, ${MANY}) as number`
    const common = `'client_id', 'shop', 'sub', 'alice-sub', 'scope', 'openid', 'iat', 1, 'exp', 4000000000`
    await database().query(
      url,
      `insert into friendly_oauth2.authorizations
         (key, record, exp, search, index_client_id, index_sub, sort_iat)
       select 'a' || number, json_build_object('id', 'a' || number, ${common}),
         4000000000, '', 'shop', 'alice-sub', 1 from ${numbers};
       insert into friendly_oauth2.tokens
         (key, record, exp, search, index_client_id, index_sub, index_authorization_id, sort_iat)
       select 't' || number, json_build_object('id', 't' || number, 'kind', 'access_token', ${common}),
         4000000000, '', 'shop', 'alice-sub', 'a' || number, 1 from ${numbers};
       insert into friendly_oauth2.authorization_codes (key, record, exp, search, index_authorization_id, sort_iat)
       select 'c' || number, json_build_object('id', 'c' || number, ${common}),
         4000000000, '', 'a' || number, 1 from ${numbers}`
    )
  }

  const connections = async () =>
    (
      await database().query(
        url,
        `select pid from pg_stat_activity
         where datname = current_database() and application_name = 'friendly-oauth2'`
      )
    ).length

  const left = async () => [
    await server.store.tokens.count(),
    await server.store.authorizations.count(),
    await server.store.authorizationCodes.count()
  ]

  it('leaves connections to everybody else while a client goes', async () => {
    expect(await left()).toEqual([MANY, MANY, MANY])
    await call('clients.remove', { client_id: 'shop' })
    expect(await left()).toEqual([0, 0, 0])
    expect(await connections()).toBeLessThanOrEqual(FEW)
  })

  it('does so while everything ends that a person granted', async () => {
    await call('users.block', { username: 'alice' })
    expect(await left()).toEqual([0, 0, 0])
    expect(await connections()).toBeLessThanOrEqual(FEW)
  })
})
