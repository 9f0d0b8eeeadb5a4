import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { problemOf, useApi, type ApiProblem } from '../api'
import { useLiveStore } from './live'
import type { AuthorizationsPerDay, Overview } from '../../src-main/contract'

/** What the dashboard's chart can show: the last hours, or so many days. */
export const CHART_RANGES = ['hours', '7', '30'] as const
export type ChartRange = (typeof CHART_RANGES)[number]

/** Under a storm of requests the figures are asked for this often at most. */
const PAUSE_MILLISECONDS = 700

/** The figures of the dashboard; follows the live events. */
export const useOverviewStore = defineStore('overview', () => {
  const { client } = useApi()
  const overview = ref<Overview>()
  const range = ref<ChartRange>('hours')
  /** Authorizations of each of the last days. */
  const perDay = shallowRef<Pick<AuthorizationsPerDay, 'days' | 'totals'>>()
  /** Of those today's. */
  const authorizationsToday = computed(() => perDay.value && (perDay.value.totals.at(-1) ?? 0))
  const problem = ref<ApiProblem>()
  let waiting = false

  async function load(): Promise<void> {
    try {
      const asked = range.value
      const [figures, counts] = await Promise.all([
        client.server.overview(),
        client.authorizations.perDay({ days: asked === '30' ? 30 : 7, limit: 1 })
      ])
      overview.value = figures
      if (asked === range.value) perDay.value = counts
      problem.value = undefined
    } catch (error) {
      problem.value = problemOf(error)
    }
  }

  /** Shows another span in the chart. */
  async function show(chosen: ChartRange): Promise<void> {
    range.value = chosen
    if (chosen !== 'hours' && String(perDay.value?.days.length) !== chosen) perDay.value = undefined
    await load()
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

  useLiveStore().subscribe((event) => {
    // An import that goes on has changed nothing yet.
    if (event.type !== 'import') loadSoon()
  })
  return { overview, range, perDay, authorizationsToday, problem, load, show, forget }
})
