import { defineStore } from 'pinia'
import { ref } from 'vue'
import { problemOf, useApi, type ApiProblem } from '../api'
import { useLiveStore } from './live'
import type { Overview } from '../../src-main/contract'

/** Under a storm of requests the figures are asked for this often at most. */
const PAUSE_MILLISECONDS = 700

/** The figures of the dashboard; follows the live events. */
export const useOverviewStore = defineStore('overview', () => {
  const { client } = useApi()
  const overview = ref<Overview>()
  /** Authorizations that came about today. */
  const authorizationsToday = ref<number>()
  const problem = ref<ApiProblem>()
  let waiting = false

  async function load(): Promise<void> {
    try {
      const [figures, perDay] = await Promise.all([
        client.server.overview(),
        client.authorizations.perDay({ days: 7, limit: 1 })
      ])
      overview.value = figures
      authorizationsToday.value = perDay.totals.at(-1) ?? 0
      problem.value = undefined
    } catch (error) {
      problem.value = problemOf(error)
    }
  }

  function loadSoon(): void {
    if (waiting || !overview.value) return
    waiting = true
    setTimeout(() => {
      waiting = false
      void load()
    }, PAUSE_MILLISECONDS)
  }

  function forget(): void {
    overview.value = undefined
  }

  useLiveStore().subscribe(loadSoon)
  return { overview, authorizationsToday, problem, load, forget }
})
