import type { Clock, Collection, CollectionName, IndexOf, Spared } from '../../ports'
import { columnText } from './column-text'
import type { Session } from './connection/database'
import type { TableLayout } from './layout'

/** As many rows as one statement removes well within the time that it has. */
const REMOVED_AT_ONCE = 5000
/** As many values as one statement looks for. */
const SOUGHT_AT_ONCE = 1000

/** Escapes are taken out first: a record may hold what PostgreSQL's text can't, NUL and half of a surrogate pair. */
const IS_NOT_SPARED = String.raw`replace(replace(record::text, '\\', ''), '\u', '')::json ->> $3::text is distinct from $4::text`

/** The removals of many records at once: one statement after another, so that everybody else gets a connection meanwhile. */
export function createRemovals<Name extends CollectionName>(
  _name: Name,
  { layout, database, clock }: { layout: TableLayout; database: Session; clock: Pick<Clock, 'nowSeconds'> }
): Pick<Collection<Name>, 'removeEach' | 'removeWhere'> {
  const { collection, table } = layout

  async function removeAll(
    what: { readonly name: string; readonly where: string },
    sought: readonly string[],
    more: readonly string[] = []
  ): Promise<number> {
    // In one order, so that two who remove the same records never wait for each other.
    const text = `delete from ${table} where key in (select key from ${table}
      where ${what.where} and (exp is null or exp > $1) order by key limit ${REMOVED_AT_ONCE} for update)`
    const statement = { name: `remove ${collection} ${what.name}`, text }
    let removed = 0
    for (let at = 0; at < sought.length; at += SOUGHT_AT_ONCE) {
      const values = sought.slice(at, at + SOUGHT_AT_ONCE).map(columnText)
      let count = REMOVED_AT_ONCE
      while (count === REMOVED_AT_ONCE) {
        count = (await database.run(statement, [clock.nowSeconds(), values, ...more])).count
        removed += count
      }
    }
    return removed
  }

  return {
    removeEach: (keys: readonly string[]) =>
      removeAll({ name: 'each', where: 'key = any($2::text[])' }, keys),
    removeWhere(index: IndexOf<Name>, value: string | readonly string[], spared?: Spared<CollectionName>) {
      const sought = typeof value === 'string' ? [value] : value
      const where = layout.isUnderAny(index, 2)
      return spared
        ? removeAll({ name: `${index} but`, where: `${where} and ${IS_NOT_SPARED}` }, sought, [
            spared.member,
            spared.value
          ])
        : removeAll({ name: index, where }, sought)
    }
  }
}
