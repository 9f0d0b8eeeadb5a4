import {
  COLLECTION_FORMAT,
  parseCollection,
  type Collection,
  type Issue,
  type ListedCollection
} from '../../contract'
import { formatPath, say } from '../../model'
import type { CollectionFile, CollectionFiles } from '../../ports'
import { SHIPPED } from './shipped'

/** A collection as it was found: good, or with what is wrong with its file. */
export type FoundCollection =
  | {
      readonly id: string
      readonly shipped: boolean
      readonly collection: Collection
      readonly problem?: undefined
    }
  | {
      readonly id: string
      readonly shipped: false
      readonly collection?: undefined
      readonly problem: string
    }

/** The collections that come with the product, and those of the folder. */
export interface CollectionShelf {
  list(): Promise<readonly FoundCollection[]>
  find(id: string): Promise<FoundCollection | undefined>
  isShipped(id: string): boolean
  save(id: string, collection: Collection): Promise<FoundCollection>
  remove(id: string): Promise<boolean>
  /** A name for the file of a new collection, beside those that are there. */
  freeId(name: string): Promise<string>
}

export function createCollectionShelf(files: CollectionFiles): CollectionShelf {
  const shipped = Object.entries(SHIPPED).map(([id, collection]) => ({ id, shipped: true, collection }))

  return {
    list: async () => [...shipped, ...(await files.list()).map(read)],
    isShipped: (id) => Object.hasOwn(SHIPPED, id),

    async find(id) {
      const own = shipped.find((each) => each.id === id)
      const file = own ? undefined : await files.read(id)
      return own ?? (file && read(file))
    },

    async save(id, collection) {
      const text = `${JSON.stringify({ ...collection, format: COLLECTION_FORMAT }, undefined, 2)}\n`
      return read(await files.write(id, text))
    },

    remove: files.remove,

    async freeId(name) {
      const taken = [...shipped, ...(await files.list())].map(({ id }) => id.toLowerCase())
      const base = fileNameOf(name)
      let [id, number] = [base, 2]
      while (taken.includes(id.toLowerCase())) id = `${base}-${number++}`
      return id
    }
  }
}

/** What a list shows of it. */
export function listed(found: FoundCollection): ListedCollection {
  const { id, shipped, collection, problem } = found
  if (!collection) return { id, name: id, shipped, requests: 0, problem }
  const { name, description, requests } = collection
  return { id, name, shipped, requests: requests.length, ...(description && { description }) }
}

/** What a text holds. */
export function readCollection(text: string): { collection?: Collection; issues: readonly Issue[] } {
  try {
    const { collection, issues = [] } = parseCollection(JSON.parse(text.replace(/^\uFEFF/, '')))
    return { ...(collection && { collection }), issues }
  } catch (error) {
    return {
      issues: [
        {
          path: [],
          message: say('not_json', { why: error instanceof Error ? error.message : String(error) })
        }
      ]
    }
  }
}

function read({ id, text, place }: CollectionFile): FoundCollection {
  const { collection, issues } = readCollection(text)
  if (collection) return { id, shipped: false, collection }
  const faults = issues.map(({ path, message }) =>
    path.length ? `${formatPath(path)}: ${message}` : message
  )
  return { id, shipped: false, problem: `${place}: ${faults.join('; ')}` }
}

/** A name as every file system takes it. */
function fileNameOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return plain.slice(0, 80) || 'collection'
}
