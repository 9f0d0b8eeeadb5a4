import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ArmedFault, NewFault } from '../../src-main/contract'
import { problemOf, useApi, type ApiProblem } from '../api'
import { useLiveStore } from './live'

/** What the server does wrong on purpose; follows the live events once it was asked. */
export const useFaultsStore = defineStore('faults', () => {
  const { client: api } = useApi()
  const items = shallowRef<readonly ArmedFault[]>([])
  const loaded = ref(false)
  const problem = ref<ApiProblem>()
  let loading = false
  let isStale = false

  /** Under many requests a fault is spent faster than it is asked for: one question at a time, and one more for what came meanwhile. */
  async function load(): Promise<void> {
    isStale = true
    if (loading) return
    loading = true
    while (isStale) {
      isStale = false
      await ask()
    }
    loading = false
  }

  async function ask(): Promise<void> {
    try {
      items.value = (await api.faults.list()).items
      loaded.value = true
      problem.value = undefined
    } catch (error) {
      problem.value = problemOf(error)
    }
  }

  useLiveStore().subscribe((event) => {
    if (event.type === 'changed' && ['faults', 'everything'].includes(event.what) && loaded.value) void load()
  })

  async function arm(fault: NewFault): Promise<void> {
    await api.faults.arm(fault)
    await load()
  }

  async function disarm(id: string): Promise<void> {
    await api.faults.disarm({ id })
    await load()
  }

  async function disarmAll(): Promise<void> {
    await api.faults.disarmAll()
    await load()
  }

  return { items, loaded, problem, load, arm, disarm, disarmAll }
})
