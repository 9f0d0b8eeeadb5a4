import { foldName } from '../../model'
import type { Page } from '../../ports'
import type { AnyRecord } from './record'
import type { Table } from './table'

/** A list request of any collection (see `ListRequest` of the ports). */
export interface AnyListRequest {
  readonly search?: string
  readonly where?: { readonly index: string; readonly value: string }
  readonly sort?: { readonly by: string; readonly descending?: boolean }
  readonly offset?: number
  readonly limit?: number
}

/** Records on a page, from which on sorting them all is cheaper than picking. */
const LONG_PAGE = 1000

interface Ranked {
  readonly record: AnyRecord
  readonly key: string
  readonly sort: string | number
  readonly exact: boolean
}

/** A table's lists. Folded texts are kept beside the records of the configuration, so that a search of 100,000 users stays quick. */
export function createListing(table: Table): (request?: AnyListRequest) => Page<AnyRecord> {
  const folded = new WeakMap<AnyRecord, readonly string[]>()
  const keepsTexts = table.definition.kind === 'configuration'

  function textsOf(record: AnyRecord): readonly string[] {
    const known = folded.get(record)
    if (known) return known
    const texts = table.definition.searchable(record).map(foldName)
    if (keepsTexts) folded.set(record, texts)
    return texts
  }

  return (request = {}) => {
    const { search = '', where, sort, offset = 0, limit = Infinity } = request
    const needle = foldName(search)
    const sortOf = table.definition.sorts[sort?.by ?? Object.keys(table.definition.sorts)[0] ?? '']
    const ranked: Ranked[] = []
    for (const record of where ? table.find(where.index, where.value) : table.live()) {
      const texts = needle ? textsOf(record) : []
      if (needle && !texts.some((text) => text.includes(needle))) continue
      const key = table.definition.key(record)
      ranked.push({ record, key, sort: sortOf?.(record) ?? key, exact: texts.includes(needle) })
    }
    const start = Math.max(0, offset)
    const page = firstOf(ranked, start + Math.max(0, limit), compare(sort?.descending ? -1 : 1)).slice(start)
    return { items: page.map(({ record }) => record), total: ranked.length }
  }
}

/** Exact matches, then the asked order, then the key, so that pages never overlap. */
function compare(direction: 1 | -1): (a: Ranked, b: Ranked) => number {
  return (a, b) => {
    if (a.exact !== b.exact) return a.exact ? -1 : 1
    if (a.sort !== b.sort) return (a.sort < b.sort ? -1 : 1) * direction
    if (a.key === b.key) return 0
    return (a.key < b.key ? -1 : 1) * direction
  }
}

/** The first `count` in order. A page out of many is picked in one pass: sorting a million tokens would hold up everybody. */
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
