import type { Collection, CollectionName, IndexOf, ListRequest, Page, RecordOf, Tally } from '../../ports'
import { createListing } from './listing'
import { endOf } from './record'
import type { Table } from './table'

/** The reading half of a collection. It answers at once, and never shows a record that has ended. */
export type Reads<Name extends CollectionName> = Pick<
  Collection<Name>,
  'get' | 'find' | 'list' | 'batches' | 'count' | 'lastEnd' | 'tallies'
>

/** The reads of a table, under the type of its collection. */
export function createReads<Name extends CollectionName>(_name: Name, table: Table): Reads<Name> {
  const list = createListing(table)
  return {
    get: (key: string) => table.get(key) as RecordOf<Name> | undefined,
    find: (index: IndexOf<Name>, value: string) => table.find(index, value) as RecordOf<Name>[],
    list: (request?: ListRequest<Name>) => list(request) as Page<RecordOf<Name>>,
    async *batches(size: number) {
      const records = table.live() as RecordOf<Name>[]
      for (let start = 0; start < records.length; start += size) yield records.slice(start, start + size)
    },
    count() {
      table.sweep(Infinity)
      return table.size
    },
    lastEnd(index: IndexOf<Name>, value: string) {
      let last: number | undefined
      for (const record of table.find(index, value)) {
        const end = endOf(record)
        if (end !== undefined && (last === undefined || end > last)) last = end
      }
      return last
    },
    tallies(index: IndexOf<Name>, limit: number) {
      table.sweep(Infinity)
      return largest(table.sizes(index), limit)
    }
  }
}

/** The largest of many, without sorting them all: an index may hold a value for each of 100,000 people. */
function largest(sizes: Iterable<readonly [string, number]>, limit: number): Tally[] {
  const most: Tally[] = []
  for (const [value, count] of sizes) {
    const last = most.at(-1)
    if (most.length >= limit && (!last || last.count >= count)) continue
    const place = most.findIndex((other) => other.count < count)
    most.splice(place < 0 ? most.length : place, 0, { value, count })
    if (most.length > limit) most.pop()
  }
  return most
}
