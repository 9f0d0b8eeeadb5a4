import { createOrder, sortRows, type Order } from './order'
import type { AnyDefinition, AnyRecord } from './record'
import type { Row, Rows } from './rows'

export interface Condition {
  readonly index: string
  readonly value: string
}

/** Which rows a list has and by what they are sorted; those whose keys stand in `behind` come behind all others, in its order. */
export interface Wanted {
  readonly by: string
  readonly where: readonly Condition[]
  readonly behind?: readonly string[]
}

/** Orders that are kept: every way to sort the largest list, and the filters that somebody looks through. */
const KEPT = 16

/** Keeps the orders that were asked for last, in step with the rows, so that 100,000 records are sorted and filtered once. */
export function createOrders(rows: Rows, definition: AnyDefinition): (wanted: Wanted) => readonly Row[] {
  const orders = new Map<string, Order>()
  const withBehind = createBehind(rows)

  rows.watch((left, came) => {
    for (const order of orders.values()) order.note(left, came)
  })

  function orderOf(by: string, where: readonly Condition[]): Order {
    const name = JSON.stringify([by, where])
    const order = orders.get(name) ?? makeOrder(by, where)
    orders.delete(name)
    orders.set(name, order)
    for (const oldest of orders.keys()) if (orders.size > KEPT) orders.delete(oldest)
    return order
  }

  function makeOrder(by: string, where: readonly Condition[]): Order {
    const valueOf = (record: AnyRecord) => sortValue(definition, record, by)
    const accepts = ({ record }: Row) => meets(definition, record, where)
    const sorted = where.length ? orderOf(by, []).rows().filter(accepts) : sortRows(rows.all(), valueOf)
    return createOrder(sorted, accepts, valueOf)
  }

  return ({ by, where, behind }) => {
    const found = orderOf(by, where).rows()
    return behind ? withBehind(found, behind) : found
  }
}

/** What was made last is kept until the rows or the keys are others. */
function createBehind(all: Rows): (found: readonly Row[], behind: readonly string[]) => readonly Row[] {
  let last: { found: readonly Row[]; behind: readonly string[]; made: readonly Row[] } | undefined
  return (found, behind) => {
    if (last?.found === found && last.behind === behind) return last.made
    const [there, moved] = [new Set(found), new Set<Row>()]
    for (const key of behind) {
      const row = all.get(key)
      if (row && there.has(row)) moved.add(row)
    }
    const made = [...found.filter((row) => !moved.has(row)), ...moved]
    last = { found, behind, made }
    return made
  }
}

/** Whether a record stands under every condition. */
export function meets(
  { indexes }: AnyDefinition,
  record: AnyRecord,
  conditions: readonly Condition[]
): boolean {
  return conditions.every(({ index, value }) => indexes[index]?.(record).includes(value))
}

/** What a record is sorted by; its key where there is nothing else. */
export function sortValue({ sorts, key }: AnyDefinition, record: AnyRecord, by: string): string | number {
  return (sorts[by] ?? key)(record)
}
