import type { Clock, Collection, CollectionName, RecordOf } from '../../ports'
import { missingError, takenError, type AnyRecord } from '../engine/record'
import { columnText } from './column-text'
import type { Session } from './connection/database'
import { createKeyQueue } from './key-queue'
import type { TableLayout } from './layout'
import { createRemovals } from './removals'
import { createStateReads } from './state-reads'

interface Deps {
  readonly layout: TableLayout
  readonly database: Session
  readonly clock: Pick<Clock, 'nowSeconds'>
}

/**
 * A collection of the state, in a table that all servers share. A change is decided on a record as it was read and written only where it
 * still is that very one, else decided again: no lock is held while nobody knows whether the server that took it still lives.
 */
export function createPostgresCollection<Name extends CollectionName>(
  name: Name,
  deps: Deps
): Collection<Name> {
  const { layout, database, clock } = deps
  const { collection, table, keyOf } = layout
  const rows = createRows(deps)
  const inTurn = createKeyQueue()
  const isAlive = '(exp is null or exp > $1)'
  const remove = { name: `remove ${collection}`, text: `delete from ${table} where key = $2 and ${isAlive}` }

  /** Until nobody else came between. Somebody's change gets through in each round, so that rounds are few. */
  function change(key: string, decide: (current: RecordOf<Name> | undefined) => RecordOf<Name>) {
    return inTurn(key, async () => {
      for (;;) {
        const found = await rows.read(key)
        const before = found?.record as RecordOf<Name> | undefined
        const after = decide(before)
        if (found && after === before) return after
        if (keyOf(after) !== key) throw new Error(`A change of ${name} "${key}" must not change its key`)
        if (found ? await rows.replace(after, found.mark) : await rows.insert(after)) return after
      }
    })
  }

  return {
    ...createStateReads(name, deps),
    async insert(record: RecordOf<Name>) {
      if (!(await rows.insert(record))) throw takenError(name, keyOf(record))
    },
    update: (key: string, decide: (current: RecordOf<Name>) => RecordOf<Name>) =>
      change(key, (current) => {
        if (!current) throw missingError(name, key)
        return decide(current)
      }),
    upsert: change,
    async remove(key: string) {
      return (await database.run(remove, [clock.nowSeconds(), columnText(key)])).count > 0
    },
    ...createRemovals(name, deps)
  }
}

/** The rows of a table, one at a time. */
function createRows({ layout: { collection, table, columns }, database, clock }: Deps) {
  const names = columns.map(({ name }) => name)
  const places = names.map((_name, index) => `$${index + 1}`)
  const next = `$${names.length + 1}`
  const assignments = names.map((name, index) => `${name} = ${places[index]}`)
  const valuesOf = (record: AnyRecord) => columns.map(({ valueOf }) => valueOf(record) ?? null)

  // xmin, the transaction that wrote a row, is another one after every change, also when the row was removed and made again.
  const read = {
    name: `read ${collection}`,
    text: `select record, xmin::text as mark from ${table} where key = $2 and (exp is null or exp > $1)`
  }
  // What has ended makes way.
  const insert = {
    name: `insert ${collection}`,
    text: `insert into ${table} as old (${names.join(', ')}) values (${places.join(', ')})
      on conflict (key) do update set ${assignments.join(', ')} where old.exp <= ${next}`
  }
  const replace = {
    name: `replace ${collection}`,
    text: `update ${table} set ${assignments.join(', ')} where key = $1 and xmin::text = ${next}`
  }

  return {
    async read(key: string): Promise<{ record: AnyRecord; mark: string } | undefined> {
      const { rows } = await database.run(read, [clock.nowSeconds(), columnText(key)])
      return rows[0] as { record: AnyRecord; mark: string } | undefined
    },
    /** False: the key is taken. */
    async insert(record: AnyRecord): Promise<boolean> {
      return (await database.run(insert, [...valuesOf(record), clock.nowSeconds()])).count > 0
    },
    /** False: it isn't the row any more that was read. */
    async replace(record: AnyRecord, mark: string): Promise<boolean> {
      return (await database.run(replace, [...valuesOf(record), mark])).count > 0
    }
  }
}
