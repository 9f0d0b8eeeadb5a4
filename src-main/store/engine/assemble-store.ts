import type { Clock, Collection, CollectionName, Store, StoreCollections } from '../../ports'
import { createConfigurationCollection } from './configuration/configuration-collection'
import {
  CONFIGURATION_NAMES,
  CONFIGURATION_SCHEMAS,
  type ConfigurationName
} from './configuration/configuration-schemas'
import type { ConfigurationWriter } from './configuration/configuration-writer'
import { COLLECTION_NAMES, type Change } from './record'
import { createSettingsDocument, writeConfigurationThrough } from './configuration/settings-document'
import { createStateCollection } from './state-collection'
import type { Subscribers } from './subscribers'
import { createTable, type Table } from './table'

export type Tables = ReadonlyMap<CollectionName, Table>

/** An empty table for every collection there is. */
export function createTables(clock: Pick<Clock, 'nowSeconds'>): Tables {
  return new Map(COLLECTION_NAMES.map((name) => [name, createTable(name, clock)]))
}

/** The parts of a store that are the same for every store whose records live in memory. */
export function assembleStore(deps: {
  tables: Tables
  writer: ConfigurationWriter
  subscribers: Pick<Subscribers, 'subscribe'>
  commitState: (changes: readonly Change[]) => Promise<void> | undefined
}): Omit<Store, 'fresh' | 'isShared' | 'problem' | 'flush' | 'close'> {
  const { tables, writer, subscribers, commitState } = deps

  function collectionOf(name: CollectionName, table: Table): Collection<CollectionName> {
    const collection = isConfiguration(name)
      ? createConfigurationCollection(name, table, writer)
      : createStateCollection(name, table, table.definition.kind === 'state' ? commitState : commitNothing)
    return collection as Collection<CollectionName>
  }

  const collections = Object.fromEntries(
    [...tables].map(([name, table]) => [name, collectionOf(name, table)])
  ) as unknown as StoreCollections

  return {
    ...collections,
    settings: createSettingsDocument(writer),
    writeConfiguration: (change) => writeConfigurationThrough(writer, change),
    subscribe: subscribers.subscribe
  }
}

/** Lets ended records leave memory while nobody writes; returns how to stop that. It keeps no process alive. */
export function sweepRegularly(tables: Tables): () => void {
  const timer = setInterval(() => {
    for (const table of tables.values()) table.sweep(SWEPT_AT_ONCE)
  }, SWEEP_INTERVAL_MS)
  timer.unref()
  return () => clearInterval(timer)
}

const SWEEP_INTERVAL_MS = 1000
/** As many records as leave within a few milliseconds. */
const SWEPT_AT_ONCE = 10_000

function isConfiguration(name: CollectionName): name is ConfigurationName {
  return name in CONFIGURATION_SCHEMAS && (CONFIGURATION_NAMES as readonly string[]).includes(name)
}

function commitNothing(): undefined {
  return undefined
}
