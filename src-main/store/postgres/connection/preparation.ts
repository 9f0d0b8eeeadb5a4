import type { Socket } from 'node:net'
import { Client } from 'pg'
import { StoreError } from '../../../ports'
import { connectionOf, placeOf } from './address'
import { asStoreError, reasonOf, stateOf } from './failure'
import { SCHEMA } from '../layout'
import { migrate, type PostgresMigration } from './migrations'
import type { Sockets } from './sockets'

/** The advisory lock of whoever prepares a database; any number will do, as long as nobody else in it uses the same. */
const LOCK = 7_364_216_401
/** For how long another server's preparation is waited for. */
const PATIENCE_MS = 30_000
/** A database whose answer takes that much longer than it may says nothing any more. */
const SILENCE_MS = 5_000
/** An end that the database does not answer is made without it. */
const ENDING_MS = 1_000
const LOCK_NOT_AVAILABLE = '55P03'
const INSUFFICIENT_PRIVILEGE = '42501'

export interface PreparationOptions {
  readonly url: string
  /** The migrations of the tables, the last of which leads to the version that is used. */
  readonly migrations?: readonly PostgresMigration[]
  /** How long another server's preparation is waited for. */
  readonly patienceMs?: number
}

/** A database with its tables. */
export interface PreparedDatabase {
  /** Nothing was configured yet. Everybody else who opens the database waits until `release`, so that one alone makes the first start. */
  readonly fresh: boolean
  release(): Promise<void>
}

/**
 * Makes or migrates the tables, one server at a time. Throws StoreError: `unwritable` when the database can't be reached, `newer` when it is of
 * a newer version, `busy` when another server prepares it for longer than is waited for.
 */
export async function prepareDatabase(
  { url, migrations, patienceMs = PATIENCE_MS }: PreparationOptions,
  sockets: Pick<Sockets, 'make'>
): Promise<PreparedDatabase> {
  const socket = sockets.make()
  const client = new Client({
    ...connectionOf(url),
    stream: () => socket,
    query_timeout: patienceMs + SILENCE_MS
  })
  // A lost connection is told by the next statement; the lock is gone with it.
  client.on('error', () => undefined)
  let ended: Promise<void> | undefined
  const release = () => (ended ??= endOf(client, socket))
  try {
    await client.connect()
    await client.query(`set lock_timeout = ${patienceMs}`)
    await client.query(`select pg_advisory_lock(${LOCK})`)
    await migrate(client, url, migrations)
    const { rows } = await client.query<{ fresh: boolean }>(
      `select version = 0 as fresh from ${SCHEMA}.configuration_head`
    )
    const fresh = rows[0]?.fresh ?? false
    if (!fresh) await release()
    return { fresh, release }
  } catch (cause) {
    await release()
    if (stateOf(cause) === LOCK_NOT_AVAILABLE)
      throw new StoreError('busy', busyMessage(url, patienceMs), { cause })
    if (stateOf(cause) === INSUFFICIENT_PRIVILEGE)
      throw new StoreError('unwritable', `${placeOf(url)} can't be prepared: ${reasonOf(cause as Error)}`, {
        cause
      })
    throw asStoreError(cause, placeOf(url))
  }
}

async function endOf(client: Client, socket: Socket): Promise<void> {
  const timer = setTimeout(() => socket.destroy(), ENDING_MS)
  await client.end().catch(() => undefined)
  clearTimeout(timer)
}

function busyMessage(url: string, patienceMs: number): string {
  return `${placeOf(url)} is being prepared by another server for more than ${patienceMs / 1000} seconds`
}
