import { Pool, type PoolClient, type QueryResult } from 'pg'
import { StoreError } from '../../../ports'
import { boundedConnectionOf, placeOf } from './address'
import type { Availability } from './availability'
import { asStoreError, isOutage } from './failure'
import type { Sockets } from './sockets'

/** What the database is asked; one with a name is prepared once for each connection. */
export interface Statement {
  readonly name?: string
  readonly text: string
}

export interface Answer {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  /** How many rows came back, or were changed. */
  readonly count: number
}

export interface Session {
  /** Rejects with StoreError `unwritable` in an outage, within seconds. */
  run(statement: Statement, values?: readonly unknown[]): Promise<Answer>
}

/** What is done as one. Whoever began it ends it, once. */
export interface Transaction extends Session {
  commit(): Promise<void>
  rollback(): Promise<void>
}

export interface Database extends Session {
  begin(): Promise<Transaction>
  /** Resolves when every statement on its way has its answer. */
  close(): Promise<void>
}

/** Connections that a server has open at most, beside the one that listens. */
const CONNECTIONS = 10

/** The database at a URL, by a pool of connections that are made anew when they were lost. */
export function createDatabase({
  url,
  availability,
  sockets
}: {
  url: string
  availability: Pick<Availability, 'failed'>
  sockets: Pick<Sockets, 'make'>
}): Database {
  const pool = new Pool({
    ...boundedConnectionOf(url),
    stream: sockets.make,
    max: CONNECTIONS,
    allowExitOnIdle: true
  })
  const place = placeOf(url)
  let closing: Promise<void> | undefined
  // A connection that is lost while nobody uses it is replaced when somebody needs one.
  pool.on('error', () => undefined)

  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    if (closing) throw new StoreError('unwritable', 'The store is closed')
    try {
      return await work()
    } catch (cause) {
      const error = asStoreError(cause, place)
      if (error instanceof StoreError && isOutage(cause)) availability.failed(error.message)
      throw error
    }
  }

  return {
    run: (statement, values) =>
      guarded(async () => answerOf(await pool.query(statement, [...(values ?? [])]))),
    begin: () => guarded(async () => beginOn(await pool.connect(), guarded)),
    close: () => (closing ??= pool.end())
  }
}

async function beginOn(
  client: PoolClient,
  guarded: <T>(work: () => Promise<T>) => Promise<T>
): Promise<Transaction> {
  let isOpen = true
  // What breaks a connection between two statements is told by the next one.
  const ignore = () => undefined
  client.on('error', ignore)

  /** A connection on which something failed is not used again: nobody knows in which state it is. */
  function release(isBroken: boolean): void {
    if (!isOpen) return
    isOpen = false
    client.off('error', ignore)
    client.release(isBroken)
  }

  async function run({ name, text }: Statement, values: readonly unknown[] = []): Promise<Answer> {
    const ask = async () => answerOf(await client.query({ ...(name && { name }), text, values: [...values] }))
    try {
      return await guarded(ask)
    } catch (error) {
      // Also when the store was closed meanwhile: whoever closes it waits for every connection.
      release(true)
      throw error
    }
  }

  async function end(text: 'commit' | 'rollback'): Promise<void> {
    if (!isOpen) return
    await run({ text })
    release(false)
  }

  await run({ text: 'begin' })
  return { run, commit: () => end('commit'), rollback: () => end('rollback').catch(() => undefined) }
}

function answerOf({ rows, rowCount }: QueryResult<Record<string, unknown>>): Answer {
  return { rows, count: rowCount ?? 0 }
}
