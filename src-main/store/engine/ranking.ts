import type { AnyRecord } from './record'

/** A record with what its place in a list depends on. */
export interface Ranked {
  readonly record: AnyRecord
  readonly key: string
  readonly sort: string | number
  readonly exact: boolean
}

/** Records on a page, from which on sorting them all is cheaper than picking. */
const LONG_PAGE = 1000

/** The first `count` in order: exact matches, then the asked order, then the key, so that pages never overlap. */
export function firstRanked(ranked: Ranked[], count: number, descending: boolean): Ranked[] {
  return firstOf(ranked, count, compare(descending ? -1 : 1))
}

function compare(direction: 1 | -1): (a: Ranked, b: Ranked) => number {
  return (a, b) => {
    if (a.exact !== b.exact) return a.exact ? -1 : 1
    if (a.sort !== b.sort) return (a.sort < b.sort ? -1 : 1) * direction
    if (a.key === b.key) return 0
    return (a.key < b.key ? -1 : 1) * direction
  }
}

/** A page out of many is picked in one pass: sorting a million tokens would hold up everybody. */
function firstOf<T>(items: T[], count: number, order: (a: T, b: T) => number): T[] {
  if (count > LONG_PAGE || count >= items.length) return items.sort(order).slice(0, count)
  const first: T[] = []
  for (const item of items) {
    const last = first[first.length - 1]
    if (first.length >= count && last !== undefined && order(item, last) >= 0) continue
    first.splice(placeOf(first, item, order), 0, item)
    if (first.length > count) first.pop()
  }
  return first
}

function placeOf<T>(sorted: readonly T[], item: T, order: (a: T, b: T) => number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = sorted[middle]
    if (other !== undefined && order(other, item) <= 0) low = middle + 1
    else high = middle
  }
  return low
}
