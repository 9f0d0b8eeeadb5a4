import type { Exchange } from '../contract'
import type { RawExchange } from './raw-exchange'

/** What is told of an exchange when it is recorded. */
export type RecordedExchange = Omit<Exchange, 'user' | 'flow' | 'bookmarked' | 'note'>

/** One exchange in the ring. */
export interface Entry {
  readonly exchange: RecordedExchange
  /** None: whoever recorded it had no more than the facts. */
  readonly raw?: RawExchange
  /** The texts that say why it was refused, so that a search need not ask each exchange for them. */
  readonly refusal?: readonly string[] | undefined
  bookmarked?: boolean
  note?: string
}
