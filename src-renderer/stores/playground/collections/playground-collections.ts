import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Collection, CollectionRequest, ListedCollection } from '../../../../src-main/contract'
import { useApi } from '../../../api'
import { collectionRuns } from './collection-runs'
import { missingShippedRecords } from './shipped-records'

type Requests = Collection['requests']

/** Saved requests, one collection a file. */
export const usePlaygroundCollectionsStore = defineStore('playground-collections', () => {
  const { client: api } = useApi()
  const listed = shallowRef<readonly ListedCollection[]>([])
  /** Those whose requests are shown, by their id. */
  const opened = ref<Record<string, Collection>>({})
  const { forgetRuns, ...runs } = collectionRuns(api.collections)
  let lastChange: Promise<unknown> = Promise.resolve()

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

  /** One change after the other, since each writes a whole file. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = lastChange.then(work)
    lastChange = turn.catch(() => undefined)
    return turn
  }

  async function changeRequests(id: string, change: (requests: Requests) => Requests): Promise<void> {
    const before = await read(id)
    await save(id, { ...before, requests: change(before.requests) })
  }

  /** Puts a request into a collection, in the place of the one of that name; a collection that isn't there is begun. */
  const saveRequest = (id: string, request: CollectionRequest): Promise<void> =>
    inTurn(async () => {
      const isThere = listed.value.some((one) => one.id === id)
      const before: Collection = isThere
        ? await read(id)
        : { format: 'friendly-oauth2-collection/1', name: id, variables: {}, requests: [] }
      const others = before.requests.filter(({ name }) => name !== request.name)
      await save(id, { ...before, requests: [...others, request] })
    })

  /** Takes a request out of its collection; how that is undone, whatever else was changed meanwhile. */
  async function removeRequest(id: string, name: string): Promise<() => Promise<void>> {
    let removed: Requests[number] | undefined
    let at = 0
    await inTurn(() =>
      changeRequests(id, (requests) => {
        at = requests.findIndex((one) => one.name === name)
        removed = requests[at]
        return requests.filter((one) => one.name !== name)
      })
    )
    return () => inTurn(() => changeRequests(id, (requests) => putBack(requests, removed, at)))
  }

  /** Removes a collection; how that is undone. */
  async function remove(id: string): Promise<() => Promise<void>> {
    const before = await read(id)
    await api.collections.remove({ id })
    close(id)
    await load()
    return () => save(id, before)
  }

  async function importText(text: string): Promise<ListedCollection> {
    const taken = await api.collections.import({ text })
    await load()
    return taken
  }

  /** The file of a collection, as it is exported. */
  const textOf = async (id: string): Promise<string> => `${JSON.stringify(await read(id), null, 2)}\n`

  function forget(): void {
    listed.value = []
    opened.value = {}
    forgetRuns()
  }

  return {
    listed,
    opened,
    ...runs,
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
    textOf,
    forget
  }
})

/** One of that name that was made meanwhile stays. */
function putBack(requests: Requests, removed: Requests[number] | undefined, at: number): Requests {
  if (!removed || requests.some(({ name }) => name === removed.name)) return requests
  return [...requests.slice(0, at), removed, ...requests.slice(at)]
}
