import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { problemOf, useApi, type ApiProblem } from '../../api'
import { useLiveStore } from '../live'
import { createTrafficRows } from './traffic-rows'
import type { Exchange, ExchangeDetail } from '../../../src-main/contract'

/** Under a storm of requests the new ones are asked for this often at most. */
const PAUSE_MILLISECONDS = 150

/** The traffic page: the rows that match, the one that is looked at, and what can be done with them. */
export const useExchangesStore = defineStore('exchanges', () => {
  const { client } = useApi()
  const rows = createTrafficRows((question) => client.traffic.list(question))
  const status = ref<'waiting' | 'ready' | 'failed'>('waiting')
  const problem = ref<ApiProblem>()
  const paused = ref(false)
  /** What came while it was paused. */
  const held = ref(0)
  const detail = shallowRef<ExchangeDetail>()
  const selectedId = ref<number>()
  let isPulling = false
  let watching = 0

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work()
      status.value = 'ready'
      problem.value = undefined
    } catch (error) {
      problem.value = problemOf(error)
      if (status.value === 'waiting') status.value = 'failed'
    }
  }
  const load = () => attempt(rows.load)

  async function filterBy(text: string): Promise<void> {
    rows.filter.value = text
    await load()
  }

  function pullSoon(): void {
    if (isPulling || watching === 0) return
    isPulling = true
    setTimeout(() => {
      isPulling = false
      if (!paused.value) void attempt(rows.pull)
    }, PAUSE_MILLISECONDS)
  }

  function pause(is: boolean): void {
    paused.value = is
    held.value = 0
    if (!is) pullSoon()
  }

  useLiveStore().subscribe((event) => {
    const isNew = event.type === 'exchange'
    if (isNew && paused.value) held.value += 1
    else if (isNew || (event.type === 'changed' && event.what === 'everything')) pullSoon()
  })

  /** A page looks at it from now on; returns how to leave. */
  function enter(): () => void {
    watching += 1
    void load()
    return () => (watching -= 1)
  }

  async function open(id: number | undefined): Promise<void> {
    selectedId.value = id
    if (id === undefined) detail.value = undefined
    else await keep(client.traffic.get({ id }))
  }

  const reveal = () => keep(client.traffic.reveal({ id: selectedId.value! }))

  /** Of details that overtake each other the selected one's counts. */
  async function keep(asked: Promise<ExchangeDetail>): Promise<void> {
    const found = await asked
    if (found.exchange.id === selectedId.value) detail.value = found
  }

  async function bookmark(id: number, bookmarked: boolean): Promise<void> {
    take(await client.traffic.bookmark({ id, bookmarked }))
  }

  /** An empty note takes it away. */
  async function note(id: number, text: string): Promise<void> {
    take(await client.traffic.note({ id, note: text }))
  }

  /** Sends it once more, and looks at how it ended this time. */
  async function replay(id: number): Promise<void> {
    await open((await client.traffic.replay({ id })).id)
  }

  function take(exchange: Exchange): void {
    rows.replace(exchange)
    if (detail.value?.exchange.id === exchange.id) detail.value = { ...detail.value, exchange }
  }

  async function clear(): Promise<number> {
    const { removed } = await client.traffic.clear()
    await open(undefined)
    await load()
    return removed
  }

  async function restore(): Promise<void> {
    await client.traffic.restore()
    await load()
  }

  const save = (format: 'har' | 'ndjson', revealed: boolean) => {
    const asked = { filter: rows.filter.value, format }
    return revealed ? client.traffic.exportRevealed(asked) : client.traffic.export(asked)
  }

  return {
    status,
    problem,
    filter: computed(() => rows.filter.value),
    count: rows.count,
    rowAt: rows.rowAt,
    need: rows.need,
    paused,
    held,
    detail,
    selectedId,
    load,
    filterBy,
    pause,
    enter,
    open,
    reveal,
    bookmark,
    note,
    replay,
    clear,
    restore,
    save
  }
})
