import { Client } from 'pg'
import { StoreError, type Log } from '../../../ports'
import { boundedConnectionOf, placeOf } from './address'
import type { Availability } from './availability'
import { CHANNEL, type ConfigurationMark } from '../configuration-rows'
import { asStoreError } from './failure'
import { SCHEMA } from '../layout'
import { lackOf, LACKING_RIGHTS } from './rights'
import type { Sockets } from './sockets'

/** A connection that hears of what other servers write, and knows each second whether the database is there. */
export interface Listener {
  /** Resolves when it hears. Rejects with StoreError `unwritable`. */
  begin(): Promise<void>
  close(): Promise<void>
}

const BEAT_MS = 1000
/** An answer that takes longer is none: whoever asks whether the server is ready should hear of it soon. */
const PATIENCE_MS = 5000

const LOOK = {
  name: 'look',
  text: `select version, tableoid::text as table, current_setting('transaction_read_only') = 'on' as "readOnly",
      ${LACKING_RIGHTS} as lacking
    from ${SCHEMA}.configuration_head`
}

interface Head {
  readonly version: string
  readonly table: string
  readonly readOnly: boolean
  readonly lacking: readonly string[]
}

interface Deps {
  readonly url: string
  readonly availability: Availability
  readonly sockets: Pick<Sockets, 'make'>
  /** The configuration that is known here. */
  readonly known: () => ConfigurationMark
  /** Takes in what is newer, or was restored. */
  readonly catchUp: () => Promise<void>
  readonly log: Pick<Log, 'error'>
}

/** Hears of changes at once; where a notification is lost with its connection, the next look finds them. */
export function createListener({ url, availability, sockets, known, catchUp, log }: Deps): Listener {
  const place = placeOf(url)
  let client: Client | undefined
  let timer: NodeJS.Timeout | undefined
  let beating: Promise<void> = Promise.resolve()
  let closed = false
  /** The version whose fault the log has already. */
  let toldOf: number | undefined

  async function connect(): Promise<Client> {
    const made = new Client({
      ...boundedConnectionOf(url),
      stream: sockets.make,
      query_timeout: PATIENCE_MS
    })
    made.on('error', () => undefined)
    made.once('end', () => {
      if (client === made) client = undefined
    })
    made.on('notification', ({ payload }) => {
      const newest = Number(payload)
      if (newest > known().version) void takeIn(newest)
    })
    try {
      await made.connect()
      await made.query(`listen ${CHANNEL}`)
      return made
    } catch (cause) {
      await made.end().catch(() => undefined)
      throw cause
    }
  }

  async function takeIn(newest: number): Promise<void> {
    try {
      await catchUp()
    } catch (error) {
      // An outage was told of where it happened; the next look tries again in any case.
      if (error instanceof StoreError || newest === toldOf) return
      toldOf = newest
      log.error('What another server changed can not be understood and is not in force here', { error })
    }
  }

  async function look(): Promise<void> {
    try {
      client ??= await connect()
      const [head] = (await client.query<Head>(LOOK)).rows
      if (!head) throw new StoreError('unwritable', `${place} is being restored`)
      if (head.readOnly) throw new StoreError('unwritable', `${place} is read-only`)
      const lack = lackOf(head.lacking)
      if (lack) throw new StoreError('unwritable', `${place} can't be written: ${lack}`)
      availability.succeeded()
      const newest = Number(head.version)
      // A version that goes back is one of a database that was restored.
      if (newest !== known().version || head.table !== known().table) await takeIn(newest)
    } catch (cause) {
      const error = asStoreError(cause, place)
      availability.failed(error instanceof Error ? error.message : String(error))
      const broken = client
      client = undefined
      await broken?.end().catch(() => undefined)
      throw error
    }
  }

  function scheduleBeat(): void {
    if (closed) return
    timer = setTimeout(() => {
      beating = look().catch(() => undefined)
      void beating.then(scheduleBeat)
    }, BEAT_MS)
    timer.unref()
  }

  return {
    async begin() {
      await look()
      scheduleBeat()
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await beating
      await client?.end().catch(() => undefined)
    }
  }
}
