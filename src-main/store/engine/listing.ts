import { foldName } from '../../model'
import type { Page } from '../../ports'
import { createOrders, type WholeOrder } from './orders'
import type { AnyRecord } from './record'
import type { Table } from './table'

interface Condition {
  readonly index: string
  readonly value: string
}

/** A list request of any collection (see `ListRequest` of the ports). */
export interface AnyListRequest {
  readonly search?: string
  readonly where?: Condition | readonly Condition[]
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

/**
 * A table's lists. Beside the records of the configuration their folded texts and their orders are kept, so that a page or a search of
 * 100,000 users stays quick; an order is made anew after a change.
 */
export function createListing(table: Table): (request?: AnyListRequest) => Page<AnyRecord> {
  const folded = new WeakMap<AnyRecord, string>()
  const keepsTexts = table.definition.kind === 'configuration'
  const orders = createOrders(table)

  /** What a record is found by, a line for each text. */
  function textOf(record: AnyRecord): string {
    const known = folded.get(record)
    if (known !== undefined) return known
    const text = table.definition.searchable(record).map(foldName).join('\n')
    if (keepsTexts) folded.set(record, text)
    return text
  }

  /** What stands under every condition: the first one's records, of which the others pick. */
  function recordsUnder(where: AnyListRequest['where']): AnyRecord[] {
    const [first, ...others] = where === undefined ? [] : 'index' in where ? [where] : where
    if (!first) return table.live()
    const found = table.find(first.index, first.value)
    if (!others.length) return found
    return found.filter((record) =>
      others.every(({ index, value }) => table.definition.indexes[index]?.(record).includes(value))
    )
  }

  return (request = {}) => {
    const { search = '', where, sort, offset = 0, limit = Infinity } = request
    const needle = foldName(search)
    const by = sort?.by ?? Object.keys(table.definition.sorts)[0] ?? ''
    const descending = sort?.descending ?? false
    const start = Math.max(0, offset)
    const end = start + Math.max(0, limit)
    if (keepsTexts && isWhole(where)) {
      const order = orders.whole(by, textOf)
      const found = needle
        ? matching(order, needle, descending)
        : paged(order.records, descending, start, end)
      return needle
        ? { items: found.slice(start, end), total: found.length }
        : { items: found, total: order.records.length }
    }
    const ranked: Ranked[] = []
    for (const record of recordsUnder(where)) {
      const text = needle ? textOf(record) : ''
      if (!text.includes(needle)) continue
      const key = table.definition.key(record)
      ranked.push({ record, key, sort: orders.valueOf(record, by), exact: isExact(text, needle) })
    }
    const page = firstOf(ranked, end, compare(descending ? -1 : 1)).slice(start)
    return { items: page.map(({ record }) => record), total: ranked.length }
  }
}

const isWhole = (where: AnyListRequest['where']) =>
  where === undefined || (!('index' in where) && where.length === 0)

/** The records that hold the needle, exact matches first. */
function matching({ records, texts }: WholeOrder, needle: string, descending: boolean): AnyRecord[] {
  const [exact, others]: [AnyRecord[], AnyRecord[]] = [[], []]
  const held = texts()
  for (let step = 0; step < records.length; step += 1) {
    const at = descending ? records.length - 1 - step : step
    const [record, text] = [records[at], held[at]]
    if (record && text?.includes(needle)) (isExact(text, needle) ? exact : others).push(record)
  }
  return [...exact, ...others]
}

/** Whether one of a record's texts is the needle itself. */
function isExact(text: string, needle: string): boolean {
  return `\n${text}\n`.includes(`\n${needle}\n`)
}

function paged(records: readonly AnyRecord[], descending: boolean, start: number, end: number): AnyRecord[] {
  if (!descending) return records.slice(start, end)
  const last = records.length
  return records.slice(Math.max(0, last - end), Math.max(0, last - start)).reverse()
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
