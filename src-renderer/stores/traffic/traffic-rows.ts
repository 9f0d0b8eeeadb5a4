import { computed, ref, shallowReactive, shallowRef } from 'vue'
import type { Exchange, Exchanges } from '../../../src-main/contract'

/** Rows of one answer. */
export const BLOCK = 200
/** Beyond this the new rows are taken into the list itself. */
const MOST_FRESH = 4_000

interface Question {
  filter: string
  offset?: number
  limit?: number
  after?: number
  upTo?: number
}

/**
 * Rows of a list that may have a hundred thousand, oldest first. What was there when it was asked is loaded in blocks as it is looked at;
 * what came since stands behind it.
 */
export function createTrafficRows(read: (question: Question) => Promise<Exchanges>) {
  const filter = ref('')
  const total = ref(0)
  const fresh = shallowRef<readonly Exchange[]>([])
  const blocks = shallowReactive(new Map<number, readonly Exchange[]>())
  let upTo = 0
  let latest = 0
  let asked = 0
  const underway = new Set<number>()

  /** Asks anew, from the newest on. */
  async function load(): Promise<void> {
    const mine = ++asked
    const page = await read({ filter: filter.value, limit: BLOCK })
    if (mine !== asked) return
    blocks.clear()
    underway.clear()
    blocks.set(0, page.items)
    total.value = page.total
    fresh.value = []
    upTo = latest = page.latest
  }

  /** Fetches what came since. */
  async function pull(): Promise<void> {
    const mine = asked
    const page = await read({ filter: filter.value, after: latest, limit: 500 })
    if (mine !== asked) return
    if (page.total > page.items.length || fresh.value.length > MOST_FRESH) return load()
    latest = Math.max(latest, page.latest)
    if (page.items.length > 0) fresh.value = [...fresh.value, ...page.items.toReversed()]
  }

  /** Loads what stands between two places, where it is not there yet. */
  async function need(first: number, last: number): Promise<void> {
    const from = Math.max(0, Math.floor((total.value - 1 - last) / BLOCK))
    const to = Math.floor((total.value - 1 - first) / BLOCK)
    for (let block = from; block <= to; block += 1) {
      if (blocks.has(block) || underway.has(block)) continue
      underway.add(block)
      const mine = asked
      const page = await read({ filter: filter.value, upTo, offset: block * BLOCK, limit: BLOCK })
      if (mine !== asked) return
      blocks.set(block, page.items)
      // The oldest ones go as new ones come.
      total.value = page.total
    }
  }

  function rowAt(index: number): Exchange | undefined {
    if (index >= total.value) return fresh.value[index - total.value]
    const offset = total.value - 1 - index
    return blocks.get(Math.floor(offset / BLOCK))?.[offset % BLOCK]
  }

  function replace(changed: Exchange): void {
    const swap = (rows: readonly Exchange[]) => rows.map((row) => (row.id === changed.id ? changed : row))
    for (const [block, rows] of blocks) blocks.set(block, swap(rows))
    fresh.value = swap(fresh.value)
  }

  return { filter, count: computed(() => total.value + fresh.value.length), load, pull, need, rowAt, replace }
}
