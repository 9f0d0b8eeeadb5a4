import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { problemOf, useApi, type ApiProblem } from '../../api'
import { useLiveStore } from '../live'
import type { Exchange } from '../../../src-main/contract'

const KEPT = 200

/** The latest requests, newest first. While it doesn't follow, what comes in waits. */
export const useTrafficStore = defineStore('traffic', () => {
  const { client } = useApi()
  const all = shallowRef<Exchange[]>([])
  const held = shallowRef<Exchange[]>()
  const loaded = ref(false)
  const problem = ref<ApiProblem>()

  async function load(): Promise<void> {
    try {
      all.value = merge((await client.traffic.list({ filter: '-is:page', limit: KEPT })).items, all.value)
      loaded.value = true
      problem.value = undefined
    } catch (error) {
      problem.value = problemOf(error)
    }
  }

  useLiveStore().subscribe((event) => {
    if (event.type === 'exchange' && !event.exchange.page) all.value = merge([event.exchange], all.value)
  })

  const following = computed({
    get: () => held.value === undefined,
    set: (follow) => (held.value = follow ? undefined : all.value)
  })
  const shown = computed(() => held.value ?? all.value)
  const newCount = computed(() => {
    const newestHeld = held.value?.[0]?.id ?? -1
    return held.value ? all.value.filter(({ id }) => id > newestHeld).length : 0
  })

  function forget(): void {
    all.value = []
    held.value = undefined
    loaded.value = false
  }

  /** How many came in since that moment, in milliseconds since 1970. */
  const countSince = (moment: number): number => all.value.filter(({ at }) => at >= moment).length

  return { all, shown, loaded, problem, following, newCount, load, forget, countSince }
})

/** A list and a live event can bring the same request. */
function merge(some: readonly Exchange[], others: readonly Exchange[]): Exchange[] {
  const byId = new Map([...others, ...some].map((exchange) => [exchange.id, exchange]))
  return [...byId.values()].sort((a, b) => b.id - a.id).slice(0, KEPT)
}
