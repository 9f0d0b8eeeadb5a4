import { StoreError, type CollectionName } from '../../ports'
import type { Tables } from '../engine/assemble-store'
import { CONFIGURATION_NAMES } from '../engine/configuration/configuration-schemas'
import {
  createConfigurationWriter,
  type ConfigurationBatch,
  type ConfigurationWriter
} from '../engine/configuration/configuration-writer'
import type { Change } from '../engine/record'
import type { Subscribers } from '../engine/subscribers'
import {
  lockConfiguration,
  readNewer,
  writeVersion,
  type ConfigurationMark,
  type ReadConfiguration
} from './configuration-rows'
import type { Database, Session, Transaction } from './connection/database'

/** The configuration, all of it in memory, kept in step with what every server on the database does to it. */
export interface ConfigurationSide {
  readonly writer: ConfigurationWriter
  /** What memory has. */
  known(): ConfigurationMark
  /** Reads it for the first time. Throws StoreError `damaged` for what can't be understood. */
  begin(): Promise<void>
  /**
   * Takes in what others wrote, everything that was committed before this was called. Rejects with StoreError `unwritable`, also for what can't
   * be understood (see `isDamage`); then memory keeps what it has.
   */
  catchUp(): Promise<void>
}

interface Deps {
  readonly database: Database
  readonly place: string
  readonly tables: Tables
  readonly subscribers: Pick<Subscribers, 'announce'>
  /** Called after each write of this server. */
  readonly written: () => void
}

/** One writer at a time, on all servers: it locks the head, takes in what is newer, decides on that, and writes the next version. */
export function createConfigurationSide(deps: Deps): ConfigurationSide {
  const { database, tables, subscribers } = deps
  let known: ConfigurationMark = { version: 0, table: '' }
  let transaction: Transaction | undefined
  let waiting: Promise<void> | undefined

  const writer = createConfigurationWriter({ tables, subscribers, prepare, persist, finish })

  async function prepare(): Promise<void> {
    transaction = await database.begin()
    await lockConfiguration(transaction)
    await takeNewerWhileRunning(transaction)
  }

  async function persist(batch: ConfigurationBatch): Promise<void> {
    if (!transaction) throw new StoreError('unwritable', 'The configuration is not open for writing')
    const version = known.version + 1
    await writeVersion(transaction, version, batch)
    await transaction.commit()
    known = { ...known, version }
    deps.written()
  }

  async function finish(): Promise<void> {
    await transaction?.rollback()
    transaction = undefined
  }

  async function takeNewer(session: Session): Promise<void> {
    const newer = await readNewer(session, known)
    const { version, table } = newer
    if (version === known.version && table === known.table) return
    known = { version, table }
    const batch = newer.isWhole ? withoutGone(newer, tables) : newer.batch
    if (batch.changes.length > 0 || batch.settings) writer.apply(batch)
  }

  async function takeNewerWhileRunning(session: Session): Promise<void> {
    try {
      await takeNewer(session)
    } catch (cause) {
      throw damageAs('unwritable', deps.place, cause)
    }
  }

  return {
    writer,
    known: () => known,
    async begin() {
      try {
        await takeNewer(database)
      } catch (cause) {
        throw damageAs('damaged', deps.place, cause)
      }
    },
    catchUp() {
      // Those who ask before it begins share it; those who ask later may know of something newer.
      waiting ??= writer.between(async () => {
        waiting = undefined
        await takeNewerWhileRunning(database)
      })
      return waiting
    }
  }
}

/** What was read as the whole, with the removal of everything that isn't in it. */
function withoutGone({ batch }: ReadConfiguration, tables: Tables): ConfigurationBatch {
  const present = new Set(batch.changes.map(({ name, key }) => JSON.stringify([name, key])))
  const isGone = (name: CollectionName, key: string) => !present.has(JSON.stringify([name, key]))
  const gone = CONFIGURATION_NAMES.flatMap((name): Change[] => {
    const table = tables.get(name)
    const keys = table?.live().map((record) => table.definition.key(record)) ?? []
    return keys.filter((key) => isGone(name, key)).map((key) => ({ name, key }))
  })
  return { ...batch, changes: [...gone, ...batch.changes] }
}

/** Whether it is not the database that can't be had, but a row of the configuration that can't be understood. */
export function isDamage(error: unknown): boolean {
  return error instanceof StoreError && error.cause instanceof StoreError && error.cause.code === 'damaged'
}

function damageAs(code: 'damaged' | 'unwritable', place: string, cause: unknown): unknown {
  if (!(cause instanceof StoreError) || cause.code !== 'damaged') return cause
  return new StoreError(code, `${place} holds a configuration that can't be read. ${cause.message}`, {
    cause
  })
}
