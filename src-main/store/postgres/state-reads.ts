import type { CollectionName, IndexOf, ListRequest, Page, RecordOf } from '../../ports'
import type { Clock } from '../../ports'
import type { AnyListRequest } from '../engine/listing'
import type { Reads } from '../engine/reads'
import { columnText, textOfColumn } from './column-text'
import type { Answer, Session } from './connection/database'
import type { TableLayout } from './layout'
import { listQuery } from './list-query'

/** The reading half of a collection of the state. What has ended by the clock is never shown, whether or not it was swept. */
export function createStateReads<Name extends CollectionName>(
  _name: Name,
  { layout, database, clock }: { layout: TableLayout; database: Session; clock: Pick<Clock, 'nowSeconds'> }
): Reads<Name> {
  const { collection, table } = layout
  const records = ({ rows }: Answer) => rows.map(({ record }) => record as RecordOf<Name>)
  const isAlive = '(exp is null or exp > $1)'
  const get = { name: `get ${collection}`, text: `select record from ${table} where key = $2 and ${isAlive}` }

  return {
    async get(key: string) {
      return records(await database.run(get, [clock.nowSeconds(), columnText(key)]))[0]
    },
    async find(index: IndexOf<Name>, value: string) {
      const text = `select record from ${table} where ${layout.isUnder(index, 2)} and ${isAlive}`
      const statement = { name: `find ${collection} ${index}`, text }
      return records(await database.run(statement, [clock.nowSeconds(), columnText(value)]))
    },
    async list(request: ListRequest<Name> = {}): Promise<Page<RecordOf<Name>>> {
      const { page, total, values, bounds } = listQuery(layout, request as AnyListRequest, clock.nowSeconds())
      const items = records(await database.run(page, [...values, ...bounds]))
      const [limit, offset] = bounds
      // A page that isn't full is the last one.
      if (offset === 0 && (limit === null || items.length < limit)) return { items, total: items.length }
      const { rows } = await database.run(total, values)
      return { items, total: Number(rows[0]?.['total']) }
    },
    async *batches(size: number) {
      const from = (compared: '>=' | '>') => ({
        text: `select record, key from ${table} where key ${compared} $2 and ${isAlive} order by key limit $3`
      })
      // Nothing stands before the empty key, which is one too.
      let answer = await database.run(from('>='), [clock.nowSeconds(), '', size])
      while (answer.count > 0) {
        yield records(answer)
        if (answer.count < size) return
        const last = answer.rows.at(-1)?.['key']
        answer = await database.run(from('>'), [clock.nowSeconds(), last, size])
      }
    },
    async count() {
      const text = `select count(*) as total from ${table} where ${isAlive}`
      const { rows } = await database.run({ name: `count ${collection}`, text }, [clock.nowSeconds()])
      return Number(rows[0]?.['total'])
    },
    async lastEnd(index: IndexOf<Name>, value: string) {
      const text = `select max(exp) as last from ${table} where ${layout.isUnder(index, 2)} and ${isAlive}`
      const { rows } = await database.run({ text }, [clock.nowSeconds(), columnText(value)])
      return (rows[0]?.['last'] as number | null) ?? undefined
    },
    async tallies(index: IndexOf<Name>, limit: number) {
      const { from, column } = layout.valuesUnder(index)
      const text = `select ${column} as value, count(*) as count from ${from}
        where ${column} is not null and ${isAlive} group by 1 order by 2 desc limit $2`
      const { rows } = await database.run({ text }, [clock.nowSeconds(), limit])
      return rows.map(({ value, count }) => ({ value: textOfColumn(String(value)), count: Number(count) }))
    }
  }
}
