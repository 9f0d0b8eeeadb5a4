/** Opens what a server keeps its data in, as it was started. */
import { hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from './config'
import { formatPath } from './model'
import { checkParsedProfile, prepareFirstStart, takeIn, type ImportOutcome, type Surroundings } from './panel'
import { StoreError, type Log, type Store } from './ports'
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
    return openJsonFileStore({ folder: dataFolder, clock, random, log, durability: () => durability })
  }
  const store = options.store ?? (await openOwn())
  try {
    const dependencies = { store, random, clock }
    if (store.fresh) refuseFaults(await prepareFirstStart(dependencies, profile))
    else if (profile)
      refuseFaults(await takeIn(dependencies, await checkParsedProfile(dependencies, profile)))
    const follow = async () => {
      durability = (await store.settings.get()).durability ?? defaultDurability
    }
    await follow()
    await takeInCollections(options, store, log)
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

/**
 * Collections that lie in the data folder of a server that was given a database are taken into it, once for each database; one whose name
 * is there already stays as it is there. The files stay too.
 */
async function takeInCollections(
  { dataFolder, database, store: ownStore }: Pick<ServerOptions, 'dataFolder' | 'store' | 'database'>,
  store: Store,
  log: Pick<Log, 'info' | 'warn'>
): Promise<void> {
  if (dataFolder === undefined || database === undefined || ownStore) return
  const folder = join(dataFolder, 'collections')
  const { host, pathname } = new URL(database)
  // Whoever removes one of them from the database should not get it back with the next start.
  const mark = join(folder, `.taken-${hash('sha256', host + pathname).slice(0, 16)}`)
  const files = existsSync(mark) ? [] : await createCollectionFolder(folder).list()
  if (files.length === 0) return
  const taken: string[] = []
  for (const { id, text } of files) {
    try {
      await store.savedCollections.insert({ id, text })
      taken.push(id)
    } catch (error) {
      if (!(error instanceof StoreError && error.code === 'exists')) throw error
    }
  }
  if (taken.length > 0)
    log.info(`Collections of ${folder} were taken into the database`, { collections: taken })
  await writeFile(mark, '').catch((cause: Error) =>
    log.warn(`${mark} can not be written, so that the next start looks at those collections again`, {
      reason: cause.message
    })
  )
}

/** What tells how the database is, where there is one. */
export function lookerInto({ database, store }: ServerOptions): Pick<Surroundings, 'lookIntoDatabase'> {
  if (database === undefined || store) return {}
  const { nowMs } = createSystemClock()
  return { lookIntoDatabase: async () => (await lookIntoDatabase(database, nowMs)).state }
}
