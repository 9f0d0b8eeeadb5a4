import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type {
  Collection,
  CollectionRequest,
  CollectionResult,
  ListedCollection
} from '../../../src-main/contract'
import { useApi } from '../../api'

/** What running a collection brought, and the same as a report that build servers read. */
export interface CollectionRun {
  readonly id: string
  readonly result: CollectionResult
  readonly junit: string
}

/** Saved requests, one collection a file. */
export const usePlaygroundCollectionsStore = defineStore('playground-collections', () => {
  const { client: api } = useApi()
  const listed = shallowRef<readonly ListedCollection[]>([])
  /** Those whose requests are shown, by their id. */
  const opened = ref<Record<string, Collection>>({})
  const lastRun = shallowRef<CollectionRun>()
  const running = ref<string>()

  async function load(): Promise<void> {
    listed.value = await api.collections.list()
  }

  async function open(id: string): Promise<Collection> {
    const collection = await api.collections.get({ id })
    opened.value = { ...opened.value, [id]: collection }
    return collection
  }

  function close(id: string): void {
    const { [id]: _closed, ...others } = opened.value
    opened.value = others
  }

  async function save(id: string, collection: Collection): Promise<void> {
    await api.collections.save({ id, collection })
    opened.value = { ...opened.value, [id]: collection }
    await load()
  }

  /** Puts a request into a collection, in the place of the one of that name; a collection that isn't there is begun. */
  async function saveRequest(id: string, request: CollectionRequest): Promise<void> {
    const isThere = listed.value.some((one) => one.id === id)
    const before: Collection = isThere
      ? await api.collections.get({ id })
      : { format: 'friendly-oauth2-collection/1', name: id, variables: {}, requests: [] }
    const others = before.requests.filter(({ name }) => name !== request.name)
    await save(id, { ...before, requests: [...others, request] })
  }

  async function removeRequest(id: string, name: string): Promise<void> {
    const before = await api.collections.get({ id })
    await save(id, { ...before, requests: before.requests.filter((request) => request.name !== name) })
  }

  async function remove(id: string): Promise<void> {
    await api.collections.remove({ id })
    close(id)
    await load()
  }

  async function importText(text: string): Promise<ListedCollection> {
    const taken = await api.collections.import({ text })
    await load()
    return taken
  }

  /** Sends every request of a collection and compares what comes with what is expected. */
  async function run(id: string): Promise<void> {
    running.value = id
    try {
      lastRun.value = { id, ...(await api.collections.run({ id })) }
    } finally {
      running.value = undefined
    }
  }

  /** The file of a collection, as it is exported. */
  const textOf = async (id: string): Promise<string> =>
    `${JSON.stringify(await api.collections.get({ id }), null, 2)}\n`

  return {
    listed,
    opened,
    lastRun,
    running,
    load,
    open,
    close,
    save,
    saveRequest,
    removeRequest,
    remove,
    importText,
    run,
    textOf
  }
})
