import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { CollectionFile, CollectionFiles } from '../ports'

const ENDING = '.json'
const UNFINISHED = '.tmp'

/** Collections as files of a folder, which is made when the first one is written. */
export function createCollectionFolder(folder: string): CollectionFiles {
  const pathOf = (id: string) => join(folder, id + ENDING)
  let writes = 0

  async function read(id: string): Promise<CollectionFile | undefined> {
    const text = await whereThere(readFile(pathOf(id), 'utf8'))
    return text === undefined ? undefined : { id, text, place: pathOf(id) }
  }

  return {
    read,

    async list() {
      const names = (await whereThere(readdir(folder))) ?? []
      const ids = names.filter((name) => name.endsWith(ENDING)).map((name) => name.slice(0, -ENDING.length))
      const files = await Promise.all(ids.sort().map(read))
      return files.filter((file) => file !== undefined)
    },

    async write(id, text) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const path = pathOf(id)
      // Each has a file of its own, so that two who save at once don't write into one another.
      const unfinished = `${path}.${process.pid}-${(writes += 1)}${UNFINISHED}`
      const file = await open(unfinished, 'w', 0o600)
      try {
        await file.writeFile(text)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(unfinished, path)
      return { id, text, place: path }
    },

    async remove(id) {
      const removed = await whereThere(rm(pathOf(id)).then(() => true))
      return removed ?? false
    }
  }
}

/** Undefined for what isn't there; any other trouble is thrown. */
async function whereThere<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
