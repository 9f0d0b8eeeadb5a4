import type { Clock, Collection, CollectionName, Log, Store, StoreCollections } from '../../ports'
import { createTables, type Tables } from '../engine/assemble-store'
import { createConfigurationCollection } from '../engine/configuration/configuration-collection'
import { CONFIGURATION_NAMES } from '../engine/configuration/configuration-schemas'
import { createSettingsDocument, writeConfigurationThrough } from '../engine/configuration/settings-document'
import { createSubscribers } from '../engine/subscribers'
import { placeOf } from './connection/address'
import { createAvailability, type Availability } from './connection/availability'
import { createConfigurationSide, type ConfigurationSide } from './configuration-side'
import { createDatabase, type Database } from './connection/database'
import { withFreshReads } from './fresh-reads'
import { STATE_NAMES, tableLayoutOf } from './layout'
import { createListener } from './connection/listener'
import { prepareDatabase, type PreparationOptions, type PreparedDatabase } from './connection/preparation'
import { createSockets, type Sockets } from './connection/sockets'
import { createPostgresCollection } from './state-collection'
import { createSweeping } from './sweeping'

export interface PostgresStoreOptions extends PreparationOptions {
  /** `postgres://USER:PASSWORD@HOST:PORT/DATABASE`; its tables are made where they are missing. */
  readonly url: string
  readonly clock: Clock
  readonly log: Log
  /** How long what has ended may stay in its tables, unseen. */
  readonly sweepEveryMs?: number
}

const SWEEP_EVERY_MS = 10_000
/** What is on its way when the store is closed has this long to be answered: a stop has ten seconds for everything. */
const CLOSING_MS = 1_000

/**
 * The store of a PostgreSQL database, which any number of servers may share. Throws StoreError: `unwritable` when the database can't be
 * reached, `newer` or `damaged` when its content can't be understood, `busy` when another server takes too long to prepare it.
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const sockets = createSockets()
  const prepared = await prepareDatabase(options, sockets)
  const availability = createAvailability(options)
  const database = createDatabase({ url: options.url, availability, sockets })
  try {
    return await openPrepared(options, { prepared, availability, database, sockets })
  } catch (error) {
    // A connection that the database does not end would keep the process alive.
    setTimeout(sockets.destroy, CLOSING_MS).unref()
    await prepared.release()
    await database.close()
    throw error
  }
}

interface Opened {
  readonly prepared: PreparedDatabase
  readonly availability: Availability
  readonly database: Database
  readonly sockets: Sockets
}

async function openPrepared(options: PostgresStoreOptions, opened: Opened): Promise<Store> {
  const { collections, subscribers, configuration, listener, sweeping } = createParts(options, opened)
  const { writer } = configuration
  await configuration.begin()
  await listener.begin()
  sweeping.begin()

  async function close(): Promise<void> {
    // It keeps no process alive: connections that a database does not end do.
    setTimeout(opened.sockets.destroy, CLOSING_MS).unref()
    await writer.idle()
    await listener.close()
    await sweeping.close()
    await opened.prepared.release()
    await opened.database.close()
  }

  let closing: Promise<void> | undefined
  return {
    ...collections,
    settings: createSettingsDocument(writer),
    writeConfiguration: (change) => writeConfigurationThrough(writer, change),
    subscribe: subscribers.subscribe,
    fresh: opened.prepared.fresh,
    isShared: true,
    problem: opened.availability.current,
    // A database answers when it is durable.
    flush: async () => undefined,
    close: () => (closing ??= close())
  }
}

function createParts(
  { url, clock, log, sweepEveryMs = SWEEP_EVERY_MS }: PostgresStoreOptions,
  { prepared, availability, database, sockets }: Opened
) {
  const subscribers = createSubscribers()
  const tables = createTables(clock)
  const configuration = createConfigurationSide({
    database,
    place: placeOf(url),
    tables,
    subscribers,
    // The first start is made: others may come in.
    written: () => void prepared.release()
  })
  const { known, catchUp } = configuration
  return {
    subscribers,
    configuration,
    collections: collectionsOf({ tables, configuration }, { database, clock }),
    listener: createListener({ url, availability, sockets, known, catchUp }),
    sweeping: createSweeping({
      database,
      layouts: STATE_NAMES.map(tableLayoutOf),
      clock,
      log,
      everyMs: sweepEveryMs
    })
  }
}

/** The configuration from memory, the state from the database. */
function collectionsOf(
  { tables, configuration }: { tables: Tables; configuration: ConfigurationSide },
  deps: { database: Database; clock: Clock }
): StoreCollections {
  const collections: Partial<Record<CollectionName, unknown>> = {}
  for (const name of CONFIGURATION_NAMES) {
    const table = tables.get(name)
    if (!table) throw new Error(`There is no table of ${name}`)
    const kept = createConfigurationCollection(name, table, configuration.writer)
    collections[name] = withFreshReads(name, kept as Collection<CollectionName>, configuration.catchUp)
  }
  for (const name of STATE_NAMES)
    collections[name] = createPostgresCollection(name, { ...deps, layout: tableLayoutOf(name) })
  return collections as StoreCollections
}
