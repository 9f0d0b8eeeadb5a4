import type { Collection, CollectionName, IndexOf, ListRequest, Page, RecordOf } from '../../ports'
import { createListing } from './listing'
import type { Table } from './table'

/** The reading half of a collection. It answers at once, and never shows a record that has ended. */
export type Reads<Name extends CollectionName> = Pick<Collection<Name>, 'get' | 'find' | 'list' | 'count'>

/** The reads of a table, under the type of its collection. */
export function createReads<Name extends CollectionName>(_name: Name, table: Table): Reads<Name> {
  const list = createListing(table)
  return {
    get: (key: string) => table.get(key) as RecordOf<Name> | undefined,
    find: (index: IndexOf<Name>, value: string) => table.find(index, value) as RecordOf<Name>[],
    list: (request?: ListRequest<Name>) => list(request) as Page<RecordOf<Name>>,
    count() {
      table.sweep(Infinity)
      return table.size
    }
  }
}
