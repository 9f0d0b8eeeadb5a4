import type { AnyRecord } from './record'
import type { Row } from './rows'

/** Rows in one order, by key where that is equal; the other way round it is the exact reverse. */
export interface Order {
  /** The same array for as long as nothing has changed. */
  rows(): readonly Row[]
  /** A row left, another came, or both. It costs nothing until the rows are asked for. */
  note(left: Row | undefined, came: Row | undefined): void
}

/** When so many times fewer rows have changed than there are, each is moved to its place; else all are sorted. */
const FEW = 64

/** An order of the rows that `accepts` lets in, sorted already. */
export function createOrder(
  sorted: readonly Row[],
  accepts: (row: Row) => boolean,
  valueOf: (record: AnyRecord) => string | number
): Order {
  const left = new Set<Row>()
  const came = new Map<string, Row>()
  let rows = sorted

  function placeOf({ record, key }: Row): number {
    const value = valueOf(record)
    let [low, high] = [0, rows.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const other = rows[middle]
      if (other && (compare(valueOf(other.record), value) || compare(other.key, key)) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  function moveEach(): void {
    const moved = [...rows]
    rows = moved
    for (const row of left) moved.splice(placeOf(row), 1)
    for (const row of came.values()) moved.splice(placeOf(row), 0, row)
  }

  function settle(): void {
    if (left.size + came.size < rows.length / FEW) moveEach()
    else rows = sortRows([...rows.filter((row) => !left.has(row)), ...came.values()], valueOf)
    left.clear()
    came.clear()
  }

  return {
    rows() {
      if (left.size + came.size > 0) settle()
      return rows
    },
    note(one, other) {
      // What came and left again before anybody looked never stood here.
      if (one && accepts(one) && !came.delete(one.key)) left.add(one)
      if (other && accepts(other)) came.set(other.key, other)
    }
  }
}

/** Rows by what `valueOf` says of their records, then by key. */
export function sortRows(rows: Iterable<Row>, valueOf: (record: AnyRecord) => string | number): Row[] {
  const entries = [...rows].map((row) => ({ row, value: valueOf(row.record) }))
  entries.sort((one, other) => compare(one.value, other.value) || compare(one.row.key, other.row.key))
  return entries.map(({ row }) => row)
}

function compare(one: string | number, other: string | number): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
