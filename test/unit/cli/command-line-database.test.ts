import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Terminal } from '../../../src-main/cli/arguments/command'
import { dispatch } from '../../../src-main/cli/arguments/dispatch'
import { patchSettings } from '../../../src-main/model'
import { openPostgresStore } from '../../../src-main/store'
import { createSystemClock } from '../../../src-main/system'
import { createRecordedLog } from '../../store/data-folder'
import { describeWithPostgres } from '../../support/postgres/postgres-suite'
import { startServer, type TestServer } from '../../support/start-server'

interface Found {
  readonly id: string
  readonly text: string
}

describeWithPostgres('doctor and healthcheck of a server whose settings are in a database', (database) => {
  let url: string
  let server: TestServer | undefined

  beforeEach(async () => {
    url = await database().createDatabase()
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    await server?.close()
    server = undefined
  })

  async function run(...args: string[]) {
    const lines: string[] = []
    const terminal: Terminal = {
      print: (line) => void lines.push(line),
      note: (line) => void lines.push(line),
      readInput: async () => '',
      readSecret: async () => ''
    }
    return { exitCode: await dispatch(args, terminal), text: lines.join('\n') }
  }

  async function examine() {
    const { exitCode, text } = await run('doctor', '--json', '--database', url, '--port', '0')
    const found = JSON.parse(text) as Found[]
    // How fast it answers is the machine's business.
    const others = found.filter(({ id }) => id.startsWith('database') && id !== 'database_slow')
    return { exitCode, found: others }
  }

  /** As a server leaves it that listened there. */
  async function configure(settings: Parameters<typeof patchSettings>[1] = {}): Promise<void> {
    const store = await openPostgresStore({ url, clock: createSystemClock(), log: createRecordedLog() })
    await store.settings.update((current) => patchSettings(current, settings))
    await store.close()
  }

  it('find the server by the address that is stored there', async () => {
    server = await startServer({ https: true })
    await configure({ listen: { port: server.port }, https: { enabled: true } })
    expect(await run('healthcheck', '--database', url)).toEqual({ exitCode: 0, text: 'ok' })
    vi.stubEnv('FRIENDLY_OAUTH2_DATABASE', url)
    expect(await run('healthcheck')).toEqual({ exitCode: 0, text: 'ok' })
    expect((await run('doctor')).text).toContain(`https://localhost:${server.port}`)
  })

  it('find the server without them too, while the database is away', async () => {
    server = await startServer({ https: true })
    const away = 'postgres://me:hidden@127.0.0.1:1/things'
    expect((await run('healthcheck', '--database', away, '--port', String(server.port))).exitCode).toBe(0)
  })

  it('say how the database is: its tables, its version, its content', async () => {
    const empty = await examine()
    expect([empty.exitCode, empty.found.map(({ id }) => id)]).toEqual([0, ['database_to_come']])
    expect(await database().query(url, `select to_regnamespace('friendly_oauth2') as made`)).toEqual([
      { made: null }
    ])

    await configure()
    const good = await examine()
    expect(good.exitCode).toBe(0)
    for (const { text } of good.found) expect(text).toMatch(/within \d+ ms; its tables have version \d+/)

    await database().query(url, `update friendly_oauth2.configuration set record = '{"nonsense": 1}'`)
    const damaged = await examine()
    expect([damaged.exitCode, damaged.found.map(({ id }) => id)]).toEqual([5, ['database_damaged']])

    await database().query(url, 'insert into friendly_oauth2.migrations (version) values (1000)')
    const newer = await examine()
    expect([newer.exitCode, newer.found.map(({ id }) => id)]).toEqual([5, ['database_newer']])
  })

  it('say that the database takes no writes', async () => {
    await configure()
    const name = new URL(url).pathname.slice(1)
    await database().query(url, `alter database ${name} set default_transaction_read_only = on`)
    const { exitCode, found } = await examine()
    expect([exitCode, found.map(({ id }) => id)]).toEqual([5, ['database_read_only']])
  })
})
