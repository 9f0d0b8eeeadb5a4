/** Opens what a server keeps its data in, as it was started. */
import { join } from 'node:path'
import { UsageError } from './config'
import { formatPath } from './model'
import { importProfile, prepareFirstStart, type ImportOutcome, type Surroundings } from './panel'
import type { Store } from './ports'
import type { ServerOptions } from './server-options'
import {
  createCollectionRecords,
  createMemoryStore,
  lookIntoDatabase,
  openJsonFileStore,
  openPostgresStore
} from './store'
import { createCollectionFolder, createSystemClock, type System } from './system'

/** The store, with the configuration that a first start or a profile brings. */
export async function openStore(options: ServerOptions, { clock, random, log }: System): Promise<Store> {
  const { dataFolder, database, defaultDurability, profile } = options
  let durability = defaultDurability
  const openOwn = () => {
    if (database !== undefined) return openPostgresStore({ url: database, clock, log })
    if (dataFolder === undefined) return createMemoryStore({ clock })
    return openJsonFileStore({ folder: dataFolder, clock, log, durability: () => durability })
  }
  const store = options.store ?? (await openOwn())
  try {
    if (store.fresh) refuseFaults(await prepareFirstStart({ store, random, clock }, profile))
    else if (profile) refuseFaults(await importProfile({ store, random, clock }, profile))
    const follow = async () => {
      durability = (await store.settings.get()).durability ?? defaultDurability
    }
    await follow()
    store.subscribe(({ what }) => void (what === 'settings' && follow()))
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}

function refuseFaults(outcome: ImportOutcome): void {
  if (outcome.ok) return
  const faults = outcome.issues.map(({ path, message }) => `  ${formatPath(path)}: ${message}`)
  throw new UsageError(['The profile can not be used:', ...faults].join('\n'))
}

/** Beside the store's files where it has a folder, so that a team can version them; else in the store, which others may share. */
export function openCollections(
  options: Pick<ServerOptions, 'dataFolder' | 'store' | 'database'>,
  store: Store
) {
  const { dataFolder, database } = options
  const isFolder = dataFolder !== undefined && !options.store && database === undefined
  return isFolder ? createCollectionFolder(join(dataFolder, 'collections')) : createCollectionRecords(store)
}

/** What tells how the database is, where there is one. */
export function lookerInto({ database, store }: ServerOptions): Pick<Surroundings, 'lookIntoDatabase'> {
  if (database === undefined || store) return {}
  const { nowMs } = createSystemClock()
  return { lookIntoDatabase: async () => (await lookIntoDatabase(database, nowMs)).state }
}
