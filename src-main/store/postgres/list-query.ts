import { foldedText, columnText } from './column-text'
import type { Statement } from './connection/database'
import type { TableLayout } from './layout'
import type { AnyListRequest } from '../engine/listing'

/** A list as two questions: a page of it, and how many there are on all pages. */
export interface ListQuery {
  readonly page: Statement
  readonly total: Statement
  /** The values of both; the page has two more, its limit and its offset. */
  readonly values: readonly unknown[]
  readonly bounds: readonly [limit: number | null, offset: number]
}

/** The SQL of a list request. Exact matches come first, and the key decides where the order doesn't, so that pages never overlap. */
export function listQuery(layout: TableLayout, request: AnyListRequest, nowSeconds: number): ListQuery {
  const { search = '', where, sort, offset = 0, limit = Infinity } = request
  const values: unknown[] = [nowSeconds]
  const place = (value: unknown) => values.push(value)
  const conditions = ['(exp is null or exp > $1)']
  for (const { index, value } of where === undefined ? [] : 'index' in where ? [where] : where)
    conditions.push(layout.isUnder(index, place(columnText(value))))
  const orders: string[] = []
  const needle = foldedText(search)
  if (needle) {
    conditions.push(`position($${place(needle)} in search) > 0`)
    orders.push(`position($${place(`\n${needle}\n`)} in E'\\n' || search || E'\\n') > 0 desc`)
  }
  const direction = sort?.descending ? 'desc' : 'asc'
  orders.push(`${layout.sortColumn(sort?.by)} ${direction}`, `key ${direction}`)
  const from = `from ${layout.table} where ${conditions.join(' and ')}`
  const after = values.length
  return {
    page: {
      text: `select record ${from} order by ${orders.join(', ')} limit $${after + 1} offset $${after + 2}`
    },
    total: { text: `select count(*) as total ${from}` },
    values,
    bounds: [Number.isFinite(limit) ? Math.max(0, limit) : null, Math.max(0, offset)]
  }
}
