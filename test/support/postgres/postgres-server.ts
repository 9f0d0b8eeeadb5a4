import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { findFreePort } from '../free-port'
import { copyBinaries, serverUser } from './postgres-binaries'

/** A real PostgreSQL, of this test file alone. */
export interface PostgresServer {
  /** Makes an empty database; its address, as `--database` takes it. */
  createDatabase(): Promise<string>
  /** Runs SQL in a database of it. */
  query(url: string, sql: string): Promise<readonly Record<string, unknown>[]>
  /** Ends it at once, as a crash does; its data stay. */
  stop(): Promise<void>
  /** Starts it again, on the same port. Resolves when it answers. */
  start(): Promise<void>
  /** Ends it and removes its data. */
  dispose(): Promise<void>
}

/** The files of a test's server can be lost with the machine, so that nothing waits for the disk. */
const FLAGS = [
  'fsync=off',
  'full_page_writes=off',
  'max_connections=200',
  'shared_buffers=32MB',
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'jit=off'
]

/** When the test's process is gone, however it went, its end of the pipe is too, and the server ends. */
const GUARD =
  '"$@" < /dev/null > /dev/null 2>&1 & server=$!; cat > /dev/null; kill -QUIT $server; wait $server'

/** Makes a server with a data folder of its own, and starts it. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'friendly-oauth2-test-postgres-'))
  const [binaries, data] = [join(folder, 'native'), join(folder, 'data')]
  const user = serverUser()
  const port = await findFreePort()
  let child: ChildProcess | undefined
  let databases = 0

  await chmod(folder, 0o755)
  await copyBinaries(binaries)
  await mkdir(data, { mode: 0o700 })
  if (user) await chown(data, user.uid, user.gid)
  const options = ['--auth=trust', '--username=postgres', '--encoding=UTF8', '--no-locale', '--no-sync']
  await promisify(execFile)(join(binaries, 'bin/initdb'), [`--pgdata=${data}`, ...options], {
    ...user,
    cwd: data
  })
  await start()

  function addressOf(database: string): string {
    return `postgres://postgres@127.0.0.1:${port}/${database}`
  }

  async function start(): Promise<void> {
    const flags = FLAGS.flatMap((flag) => ['-c', flag])
    const command = [join(binaries, 'bin/postgres'), '-D', data, '-p', String(port), ...flags]
    child = spawn('sh', ['-c', GUARD, 'sh', ...command], {
      ...user,
      cwd: data,
      stdio: ['pipe', 'ignore', 'ignore']
    })
    while (!(await answers())) {
      if (child.exitCode !== null) throw new Error('PostgreSQL ended before it answered')
      await pause(50)
    }
  }

  async function answers(): Promise<boolean> {
    try {
      await query(addressOf('postgres'), 'select 1')
      return true
    } catch {
      return false
    }
  }

  async function query(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
    const client = new Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows
    } finally {
      await client.end()
    }
  }

  async function stop(): Promise<void> {
    if (!child || child.exitCode !== null) return
    const ended = once(child, 'exit')
    child.stdin?.end()
    await ended
  }

  return {
    async createDatabase() {
      databases += 1
      const name = `test_${databases}`
      await query(addressOf('postgres'), `create database ${name}`)
      return addressOf(name)
    },
    query,
    stop,
    start,
    async dispose() {
      await stop()
      await rm(folder, { recursive: true, force: true })
    }
  }
}
