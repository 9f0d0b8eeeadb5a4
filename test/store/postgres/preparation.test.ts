import { expect, it } from 'vitest'
import { patchSettings } from '../../../src-main/model'
import { lookIntoDatabase, openPostgresStore } from '../../../src-main/store'
import { POSTGRES_MIGRATIONS } from '../../../src-main/store/postgres/connection/migrations'
import { openPostgresStore as openWith } from '../../../src-main/store/postgres/open-postgres-store'
import { createTestClock } from '../../support/clock'
import { openProxy } from '../../support/postgres/postgres-proxy'
import { createRecordedLog } from '../data-folder'
import { describeWithDatabase } from './shared'
import { clientRecord, tokenRecord, userRecord } from '../records'

describeWithDatabase('the preparation of a PostgreSQL database', (database, server) => {
  it('is made once by servers that start at once, of which one alone makes the first start', async () => {
    const fresh: boolean[] = []
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        const store = await database().open()
        fresh.push(store.fresh)
        if (store.fresh) await store.roles.insert({ name: 'user', description: '' })
        expect(await store.roles.count()).toBe(1)
      })
    )
    expect(fresh).toEqual([true, false, false, false])
    expect(await database().query('select version from friendly_oauth2.migrations order by 1')).toEqual(
      POSTGRES_MIGRATIONS.map(({ version }) => ({ version }))
    )
  })

  it('passes on to the next server when the first one ends before it has configured anything', async () => {
    const first = await database().open()
    const second = database().open()
    await first.close()
    expect((await second).fresh).toBe(true)
  })

  it('brings older tables forward, and leaves alone what a newer version wrote', async () => {
    const store = await database().open()
    await store.clients.insert(clientRecord('shop'))
    await store.close()
    const migrations = [
      ...POSTGRES_MIGRATIONS,
      { version: 1000, sql: 'create table friendly_oauth2.later (one int)' }
    ]
    const options = { url: database().url, clock: createTestClock(), log: createRecordedLog() }
    const newer = await openWith({ ...options, migrations })
    expect(await newer.clients.count()).toBe(1)
    await newer.close()
    await expect(openPostgresStore(options)).rejects.toMatchObject({
      code: 'newer',
      message: expect.stringContaining('version 1000') as string
    })
  })

  it('is told beforehand to somebody who may write into older tables, but not bring them forward', async () => {
    const older = { url: database().url, clock: database().clock, log: createRecordedLog() }
    await (await openWith({ ...older, migrations: POSTGRES_MIGRATIONS.slice(0, 1) })).close()
    await database().query(
      `create role writer login;
       grant usage on schema friendly_oauth2 to writer;
       grant select, insert, update, delete on all tables in schema friendly_oauth2 to writer`
    )
    const mayWrite = async (user: string) =>
      (await lookIntoDatabase(database().url.replace('postgres@', `${user}@`), database().clock.nowMs)).state
    expect(await mayWrite('postgres')).toMatchObject({ version: 1, mayWrite: true })
    expect(await mayWrite('writer')).toMatchObject({ version: 1, mayWrite: false })
    await database().open()
    // Of the tables that came since, nobody has given it any right.
    expect(await mayWrite('writer')).toMatchObject({ mayWrite: false })
    await database().query(
      'grant select, insert, update, delete on all tables in schema friendly_oauth2 to writer'
    )
    expect(await mayWrite('writer')).toMatchObject({ mayWrite: true })
  })

  it('sees the JWTs that a server of the version before goes on writing after its tables were brought forward', async () => {
    const first = POSTGRES_MIGRATIONS.slice(0, 1)
    const options = { url: database().url, clock: database().clock, log: createRecordedLog() }
    await (await openWith({ ...options, migrations: first })).close()
    const write = (id: string) => {
      const record = tokenRecord(id, { format: 'jwt', client_id: '\0 \\u0000 \\ "\ud83d' })
      // As that server writes it: it knows no column for the format.
      return database().query(
        `insert into friendly_oauth2.tokens (key, record, exp, search, sort_iat)
         values ('${id}', '${JSON.stringify(record)}', ${record.exp}, '', ${record.iat})`
      )
    }
    await write('before')
    const store = await database().open()
    await write('after')
    await store.tokens.insert(tokenRecord('of-now', { format: 'jwt' }))
    expect(await store.tokens.lastEnd('format', 'jwt')).toBe(tokenRecord('after').exp)
    expect(await store.tokens.removeWhere('format', 'jwt')).toBe(3)
  })

  it('leaves nothing of a migration that fails', async () => {
    const migrations = [
      ...POSTGRES_MIGRATIONS,
      { version: 1000, sql: 'create table friendly_oauth2.later (one int); select nonsense' }
    ]
    const options = { url: database().url, clock: createTestClock(), log: createRecordedLog() }
    await expect(openWith({ ...options, migrations })).rejects.toThrow(/nonsense/)
    expect(await database().query("select to_regclass('friendly_oauth2.later') as later")).toEqual([
      { later: null }
    ])
    expect((await database().open()).fresh).toBe(true)
  })

  it('ends when the database says nothing any more, wherever that happens', async () => {
    const openUntil = async (text: string, address: string) => {
      const proxy = await openProxy(address)
      proxy.hangAt(text)
      const { clock, log } = database()
      try {
        return await openWith({ url: proxy.url, clock, log, patienceMs: 500 }).then(
          () => 'opened',
          ({ code }: { code: string }) => code
        )
      } finally {
        await proxy.close()
      }
    }
    await (await database().open()).roles.insert({ name: 'user', description: '' })
    const [atLock, atMigration, atFirstRead, atEnd] = await Promise.all([
      openUntil('pg_advisory_lock', await server().createDatabase()),
      openUntil('friendly_oauth2.migrations', await server().createDatabase()),
      openUntil('tableoid::text', await server().createDatabase()),
      // The message Terminate (PostgreSQL, frontend/backend protocol), to a database that is not fresh.
      openUntil('X\0\0\0\u0004', database().url)
    ])
    expect({ atLock, atMigration, atFirstRead, atEnd }).toEqual({
      atLock: 'unwritable',
      atMigration: 'unwritable',
      atFirstRead: 'unwritable',
      atEnd: 'unwritable'
    })
  })

  it('waits for another server for a while, and says so then', async () => {
    const held = database().query('select pg_advisory_lock(7364216401), pg_sleep(3)')
    await expect
      .poll(() => database().query("select pid from pg_locks where locktype = 'advisory' and granted"))
      .toHaveLength(1)
    const { url, clock, log } = database()
    await expect(openWith({ url, clock, log, patienceMs: 500 })).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringContaining('for more than 0.5 seconds') as string
    })
    await held
  })

  it('tells why a database can not be had, and nothing of its password', async () => {
    const url = database()
      .url.replace('postgres@', 'postgres:very-secret@')
      .replace(/:\d+\//, ':1/')
    const refused = openPostgresStore({ url, clock: createTestClock(), log: createRecordedLog() })
    await expect(refused).rejects.toMatchObject({ code: 'unwritable' })
    const message = await refused.catch((error: Error) => error.message)
    expect(message).toContain('127.0.0.1:1 ')
    expect(message).toContain('the connection is refused')
    expect(message).not.toContain('very-secret')
  })

  it('refuses a configuration that somebody made unreadable, by name', async () => {
    const store = await database().open()
    await store.clients.insert(clientRecord('shop'))
    await store.close()
    await database().query(
      `update friendly_oauth2.configuration set record = '{"client_id": "shop", "nonsense": 1}'`
    )
    await expect(database().open()).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('clients') as string
    })
  })

  it('goes on with what it has while a row can not be understood, names it once, and takes it in when it is mended', async () => {
    const store = await database().open()
    await store.clients.insert(clientRecord('shop'))
    await store.users.insert(userRecord('alice'))
    await database().query(
      `update friendly_oauth2.configuration_head set version = version + 1;
       update friendly_oauth2.configuration set version = version + 1, record = '{"nonsense": 0}'
       where collection = 'users'`
    )
    const told = () => database().log.lines.filter((line) => line.includes('The row of users'))
    await expect.poll(() => store.problem(), { timeout: 20_000 }).toContain('The row of users "alice"')
    expect(told()).toHaveLength(1)
    const refused = { code: 'unwritable', message: expect.stringContaining('"alice"') as string }
    await expect(store.clients.insert(clientRecord('new'))).rejects.toMatchObject(refused)
    await expect(store.clients.get('unknown')).rejects.toMatchObject(refused)
    expect(await store.clients.get('shop')).toEqual(clientRecord('shop'))
    await store.tokens.insert(tokenRecord('accepted'))
    expect(told()).toHaveLength(1)
    const mended = userRecord('alice', { name: 'Mended' })
    await database().query(
      `update friendly_oauth2.configuration set record = '${JSON.stringify(mended)}' where collection = 'users'`
    )
    await expect.poll(() => store.problem(), { timeout: 20_000 }).toBeUndefined()
    expect(await store.users.get('alice')).toEqual(mended)
    await store.clients.insert(clientRecord('new'))
  })

  it('keeps everything over a restart of the server and of the database', async () => {
    const store = await database().open()
    await store.settings.update((settings) => patchSettings(settings, { cors: { enabled: false } }))
    await store.tokens.insert(tokenRecord('kept'))
    await store.close()
    await server().stop()
    await server().start()
    const again = await database().open()
    expect(again.fresh).toBe(false)
    expect((await again.settings.get()).cors.enabled).toBe(false)
    expect(await again.tokens.get('kept')).toEqual(tokenRecord('kept'))
  })

  it('takes keys that PostgreSQL itself can not hold, and very long ones', async () => {
    const store = await database().open()
    const keys = [
      'with \0 in it',
      'half of a pair \ud83d',
      '\u0001"quoted"',
      'long '.repeat(1000),
      "'; drop --"
    ]
    for (const key of keys) await store.tokens.insert(tokenRecord(key, { client_id: key }))
    for (const key of keys) {
      expect(await store.tokens.get(key)).toEqual(tokenRecord(key, { client_id: key }))
      expect(await store.tokens.find('client_id', key)).toHaveLength(1)
      expect((await store.tokens.list({ search: key.slice(0, 8) })).total).toBe(1)
      expect(await store.tokens.remove(key)).toBe(true)
    }
    expect(await store.tokens.get('with \0 in it, but never there')).toBeUndefined()
  })
})
