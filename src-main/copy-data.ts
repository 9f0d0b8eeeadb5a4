/**
 * Moves the data of a server that isn't running from one store to another: a data folder to a database, and back. It opens both, copies,
 * and closes both again.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from './config'
import type { CollectionFiles, Store } from './ports'
import {
  copyStore,
  createCollectionRecords,
  openJsonFileStore,
  openPostgresStore,
  type CopiedCounts
} from './store'
import { createCollectionFolder, type System } from './system'

/** Where data lie: in a folder, or in the PostgreSQL database at a URL. */
export type DataPlace = { readonly folder: string } | { readonly database: string }

/**
 * Copies everything from one place to another, which must hold nothing. Throws UsageError where there is nothing to copy, and where the
 * other place holds data already; StoreError when one of them can't be had.
 */
export async function copyData(
  { from, to }: { from: DataPlace; to: DataPlace },
  system: Pick<System, 'clock' | 'random' | 'log'>
): Promise<CopiedCounts> {
  // Opening a folder makes it, and one that was mistyped should not come to be.
  if ('folder' in from) requireData(from.folder)
  const source = await open(from, system)
  try {
    if (source.fresh) throw new UsageError('FROM: there is no data to copy')
    const target = await open(to, system)
    try {
      if (!target.fresh) throw new UsageError('TO: there is data already; a copy needs an empty place')
      if ('database' in to) await removeCollections(collectionsOf(to, target))
      const collections = await copyCollections(collectionsOf(from, source), collectionsOf(to, target))
      return { ...(await copyStore(source, target)), ...collections }
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

/** Those of a folder are files, and no part of the store. */
function collectionsOf(place: DataPlace, store: Store): CollectionFiles {
  return 'folder' in place
    ? createCollectionFolder(join(place.folder, 'collections'))
    : createCollectionRecords(store)
}

/** In a database without a configuration a copy that broke off has left them; files of a folder may be there for another reason. */
async function removeCollections(collections: CollectionFiles): Promise<void> {
  for (const { id } of await collections.list()) await collections.remove(id)
}

async function copyCollections(from: CollectionFiles, to: CollectionFiles): Promise<CopiedCounts> {
  const all = await from.list()
  for (const { id, text } of all) await to.write(id, text)
  return all.length > 0 ? { savedCollections: all.length } : {}
}

function requireData(folder: string): void {
  if (!existsSync(folder)) throw new UsageError(`FROM: there is no folder ${folder}`)
  if (!['config.json', 'backups'].some((name) => existsSync(join(folder, name))))
    throw new UsageError(`FROM: there is no data in ${folder}`)
}

function open(
  place: DataPlace,
  { clock, random, log }: Pick<System, 'clock' | 'random' | 'log'>
): Promise<Store> {
  if ('database' in place) return openPostgresStore({ url: place.database, clock, log })
  return openJsonFileStore({ folder: place.folder, clock, random, log, durability: () => 'power' })
}
