import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type {
  Collection,
  CollectionRequest,
  CollectionResult,
  ListedCollection
} from '../../../src-main/contract'
import { useApi } from '../../api'
import { missingShippedRecords } from './shipped-records'

/** What running a collection brought. */
export interface CollectionRun {
  readonly id: string
  readonly result: CollectionResult
}

/** Saved requests, one collection a file. */
export const usePlaygroundCollectionsStore = defineStore('playground-collections', () => {
  const { client: api } = useApi()
  const listed = shallowRef<readonly ListedCollection[]>([])
  /** Those whose requests are shown, by their id. */
  const opened = ref<Record<string, Collection>>({})
  const lastRun = shallowRef<CollectionRun>()
  const running = ref<string>()
  /** What came of running the one that is looked at, latest first. */
  const history = shallowRef<readonly CollectionResult[]>([])

  async function load(): Promise<void> {
    listed.value = await api.collections.list()
  }

  const read = (id: string): Promise<Collection> => api.collections.get({ id })

  async function open(id: string): Promise<Collection> {
    const collection = await read(id)
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
      ? await read(id)
      : { format: 'friendly-oauth2-collection/1', name: id, variables: {}, requests: [] }
    const others = before.requests.filter(({ name }) => name !== request.name)
    await save(id, { ...before, requests: [...others, request] })
  }

  async function removeRequest(id: string, name: string): Promise<void> {
    const before = await read(id)
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
      const { result } = await api.collections.run({ id })
      lastRun.value = { id, result }
      await loadHistory(id)
    } finally {
      running.value = undefined
    }
  }

  async function loadHistory(id: string): Promise<void> {
    history.value = await api.collections.history({ id })
  }

  /** Looks at what came of a collection before, the latest first. */
  async function openHistory(id: string): Promise<void> {
    lastRun.value = undefined
    running.value = id
    try {
      await loadHistory(id)
    } finally {
      running.value = undefined
    }
    show(id, history.value[0])
  }

  function show(id: string, result: CollectionResult | undefined): void {
    lastRun.value = result && { id, result }
  }

  /** Takes one result off the list, or all; how that is undone. */
  async function removeRuns(id: string, run?: string): Promise<() => Promise<void>> {
    const shown = lastRun.value?.result
    const { removed } = await api.collections.removeRuns({ id, ...(run !== undefined && { run }) })
    await loadHistory(id)
    if (shown && removed.includes(shown.id)) show(id, history.value[0])
    return async () => {
      await api.collections.restoreRuns({ id, runs: removed })
      await loadHistory(id)
      if (!lastRun.value) show(id, history.value[0])
    }
  }

  /** A result as a report that build servers read. */
  const junitOf = async ({ id, result }: CollectionRun): Promise<string> =>
    (await api.collections.report({ id, run: result.id })).junit

  /** The file of a collection, as it is exported. */
  const textOf = async (id: string): Promise<string> => `${JSON.stringify(await read(id), null, 2)}\n`

  return {
    listed,
    opened,
    lastRun,
    running,
    history,
    openHistory,
    show,
    removeRuns,
    junitOf,
    missingSamples: () => missingShippedRecords(api),
    makeSamples: (missing: Readonly<Record<string, unknown>>) => api.profile.import({ ...missing }),
    load,
    read,
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
