import { hash } from 'node:crypto'
import { foldName } from '../../model'

/** Bytes. What a key of a PostgreSQL index may hold is bounded by a third of a page; ours stay far from it. */
const LONGEST = 1000

/** What PostgreSQL's text can't hold: NUL, and half of a surrogate pair. */
const UNHELD = /[\0\p{Surrogate}]/gu

/** Begins what stands for a text that can't be a column's value as it is. */
const STAND_IN = '\u0001'

/**
 * A text as a column can hold and index it. PostgreSQL's text can't hold everything, and its indexes no long values, all of which a
 * request may carry; what has them is stood for, always by the same.
 */
export function columnText(value: string): string {
  const text = isPlain(value) ? value : STAND_IN + JSON.stringify(value)
  return Buffer.byteLength(text) > LONGEST ? `${STAND_IN}${hash('sha256', value, 'hex')}` : text
}

/** The text that a column's value stands for; of a very long one its digest. */
export function textOfColumn(value: string): string {
  return value.startsWith(`${STAND_IN}"`) ? (JSON.parse(value.slice(1)) as string) : value
}

/** A text as a search compares it. */
export function foldedText(value: string): string {
  return foldName(value).replace(UNHELD, '')
}

function isPlain(value: string): boolean {
  return !value.startsWith(STAND_IN) && value.search(UNHELD) < 0
}
