import type { CollectionFile, CollectionFiles, Store } from '../ports'

/** Collections of the playground in the store, for all servers that share it. */
export function createCollectionRecords({
  savedCollections
}: Pick<Store, 'savedCollections'>): CollectionFiles {
  const fileOf = (id: string, text: string): CollectionFile => ({ id, text, place: id })
  return {
    async list() {
      const { items } = await savedCollections.list({ sort: { by: 'id' } })
      return items.map(({ id, text }) => fileOf(id, text))
    },
    async read(id) {
      const saved = await savedCollections.get(id)
      return saved && fileOf(id, saved.text)
    },
    async write(id, text) {
      await savedCollections.upsert(id, () => ({ id, text }))
      return fileOf(id, text)
    },
    remove: (id) => savedCollections.remove(id)
  }
}
