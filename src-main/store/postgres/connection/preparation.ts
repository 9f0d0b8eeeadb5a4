import { Client } from 'pg'
import { StoreError } from '../../../ports'
import { connectionOf, placeOf } from './address'
import { asStoreError, reasonOf, stateOf } from './failure'
import { SCHEMA } from '../layout'
import { migrate, type PostgresMigration } from './migrations'
import type { Sockets } from './sockets'

/** The advisory lock of whoever prepares a database; any number will do, as long as nobody else in it uses the same. */
const LOCK = 7_364_216_401
const PATIENCE_SECONDS = 30
const LOCK_NOT_AVAILABLE = '55P03'
const INSUFFICIENT_PRIVILEGE = '42501'

/** A database with its tables. */
export interface PreparedDatabase {
  /** Nothing was configured yet. Everybody else who opens the database waits until `release`, so that one alone makes the first start. */
  readonly fresh: boolean
  release(): Promise<void>
}

/**
 * Makes or migrates the tables, one server at a time. Throws StoreError: `unwritable` when the database can't be reached, `newer` when it is of
 * a newer version, `busy` when another server prepares it for longer than half a minute.
 */
export async function prepareDatabase(
  url: string,
  sockets: Pick<Sockets, 'make'>,
  migrations?: readonly PostgresMigration[]
): Promise<PreparedDatabase> {
  const client = new Client({ ...connectionOf(url), stream: sockets.make })
  // A lost connection is told by the next statement; the lock is gone with it.
  client.on('error', () => undefined)
  let ended: Promise<void> | undefined
  const release = () => (ended ??= client.end().catch(() => undefined))
  try {
    await client.connect()
    await client.query(`set lock_timeout = '${PATIENCE_SECONDS}s'`)
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
    if (stateOf(cause) === LOCK_NOT_AVAILABLE) throw new StoreError('busy', busyMessage(url), { cause })
    if (stateOf(cause) === INSUFFICIENT_PRIVILEGE)
      throw new StoreError('unwritable', `${placeOf(url)} can't be prepared: ${reasonOf(cause as Error)}`, {
        cause
      })
    throw asStoreError(cause, placeOf(url))
  }
}

function busyMessage(url: string): string {
  return `${placeOf(url)} is being prepared by another server for more than ${PATIENCE_SECONDS} seconds`
}
