import { foldName } from '../../model'
import type { Page } from '../../ports'
import { createOrders, meets, sortValue, type Condition, type Wanted } from './orders'
import { firstRanked, type Ranked } from './ranking'
import type { AnyRecord } from './record'
import { createRows, searchText, type Row } from './rows'
import type { Table } from './table'

/** A list request of any collection (see `ListRequest` of the ports). */
export interface AnyListRequest {
  readonly search?: string
  readonly where?: Condition | readonly Condition[]
  readonly sort?: { readonly by: string; readonly descending?: boolean; readonly behind?: readonly string[] }
  readonly offset?: number
  readonly limit?: number
}

/** A request with everything said; the narrowest condition stands first. */
interface Asked extends Wanted {
  /** Folded; empty: everything is found. */
  readonly needle: string
  readonly descending: boolean
  readonly start: number
  readonly end: number
}

/** So many times more records must there be than stand under a condition, before picking out and sorting those is the cheaper way. */
const RARE = 64

/**
 * A table's lists. The configuration's orders and folded texts are kept, and a list walks through them; records of the state come and
 * go too fast for that, so theirs are picked out and sorted.
 */
export function createListing(table: Table): (request?: AnyListRequest) => Page<AnyRecord> {
  const { definition } = table
  const [defaultSort = ''] = Object.keys(definition.sorts)
  const walk = definition.kind === 'configuration' ? createWalk(table) : undefined

  function read({ search = '', where = [], sort, offset = 0, limit = Infinity }: AnyListRequest): Asked {
    if (sort?.behind && !walk) throw new Error(`${table.name} keeps no order that keys could stand behind`)
    const sizeOf = ({ index, value }: Condition) => table.sizeOf(index, value)
    const start = Math.max(0, offset)
    return {
      needle: foldName(search),
      where: 'index' in where ? [where] : [...where].sort((one, other) => sizeOf(one) - sizeOf(other)),
      by: defaultSort,
      descending: false,
      ...sort,
      start,
      end: start + Math.max(0, limit)
    }
  }

  function isRare({ where: [first], behind }: Asked): boolean {
    return first !== undefined && !behind && table.sizeOf(first.index, first.value) * RARE < table.size
  }

  return (request = {}) => {
    const asked = read(request)
    return walk && !isRare(asked) ? walk(asked) : picked(table, asked)
  }
}

/** A walk that begins to follow its table when somebody looks through it first. */
function createWalk(table: Table): (asked: Asked) => Page<AnyRecord> {
  let walk: ReturnType<typeof beginWalk> | undefined
  return (asked) => (walk ??= beginWalk(table))(asked)
}

/** Lists by walking through a kept order, which is sorted and filtered already. */
function beginWalk(table: Table): (asked: Asked) => Page<AnyRecord> {
  const rows = createRows(table)
  const orderOf = createOrders(rows, table.definition)

  return ({ needle, descending, start, end, ...wanted }) => {
    const order = orderOf(wanted)
    if (!needle) return { items: paged(order, descending, start, end), total: order.length }
    const [exact, others]: [AnyRecord[], AnyRecord[]] = [[], []]
    for (let step = 0; step < order.length; step += 1) {
      const row = order[descending ? order.length - 1 - step : step]
      if (!row) continue
      const text = (row.text ??= searchText(table.definition, row.record))
      if (text.includes(needle)) (isExact(text, needle) ? exact : others).push(row.record)
    }
    const found = [...exact, ...others]
    return { items: found.slice(start, end), total: found.length }
  }
}

function paged(order: readonly Row[], descending: boolean, start: number, end: number): AnyRecord[] {
  const last = order.length
  const page = descending
    ? order.slice(Math.max(0, last - end), Math.max(0, last - start)).reverse()
    : order.slice(start, end)
  return page.map(({ record }) => record)
}

/** Lists by picking out what stands under the conditions and sorting it as far as the page needs. */
function picked({ definition, find, live }: Table, asked: Asked): Page<AnyRecord> {
  const { needle, where, by, descending, start, end } = asked
  const [first, ...others] = where
  const ranked: Ranked[] = []
  for (const record of first ? find(first.index, first.value) : live()) {
    if (!meets(definition, record, others)) continue
    const text = needle ? searchText(definition, record) : ''
    if (!text.includes(needle)) continue
    const exact = needle !== '' && isExact(text, needle)
    ranked.push({ record, key: definition.key(record), sort: sortValue(definition, record, by), exact })
  }
  const page = firstRanked(ranked, end, descending).slice(start)
  return { items: page.map(({ record }) => record), total: ranked.length }
}

/** Whether one of a record's texts is the needle itself. */
function isExact(text: string, needle: string): boolean {
  return `\n${text}\n`.includes(`\n${needle}\n`)
}
