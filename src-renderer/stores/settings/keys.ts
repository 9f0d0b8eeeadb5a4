import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ShownKey, SigningAlgorithm } from '../../../src-main/contract'
import { problemOf, useApi, type ApiProblem } from '../../api'
import { useLiveStore } from '../live'

type KeySet = Readonly<{ keys: readonly Record<string, unknown>[] }>

/** The keys that the server signs with; follows their changes. */
export const useKeysStore = defineStore('keys', () => {
  const { client: api } = useApi()
  const items = shallowRef<readonly ShownKey[]>([])
  const jwks = shallowRef<KeySet>({ keys: [] })
  const jwksUri = ref('')
  const loaded = ref(false)
  const problem = ref<ApiProblem>()

  async function load(): Promise<void> {
    try {
      const [listed, published] = await Promise.all([api.keys.list(), api.keys.jwks()])
      items.value = listed.items
      jwksUri.value = listed.jwksUri
      jwks.value = published
      loaded.value = true
      problem.value = undefined
    } catch (error) {
      problem.value = problemOf(error)
    }
  }

  useLiveStore().subscribe((event) => {
    if (event.type !== 'changed' || !loaded.value) return
    if (['keys', 'settings', 'everything'].includes(event.what)) void load()
  })

  /** Does it, then shows what came of it. */
  async function then<Result>(work: Promise<Result>): Promise<Result> {
    const result = await work
    await load()
    return result
  }

  return {
    items,
    jwks,
    jwksUri,
    loaded,
    problem,
    load,
    generate: (alg: SigningAlgorithm) => then(api.keys.generate({ alg })),
    take: (key: string, alg: SigningAlgorithm | undefined) => then(api.keys.import({ key, alg })),
    rotate: (alg: SigningAlgorithm) => then(api.keys.rotate({ alg })),
    remove: (kid: string) => then(api.keys.remove({ kid })),
    renewAll: () => then(api.keys.renewAll())
  }
})
