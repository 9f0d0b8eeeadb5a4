import type { Exchange } from '../contract'
import type { FaultKind } from '../model'
import type { RawExchange } from './raw-exchange'

/** What is told of an exchange when it is recorded. */
export type RecordedExchange = Omit<Exchange, 'user' | 'flow' | 'bookmarked' | 'note'>

/** What came of a request, as whoever answered it says. A member may be undefined as well as left out. */
export interface SeenExchange extends Pick<
  Exchange,
  'method' | 'path' | 'page' | 'client_id' | 'grant_type' | 'status' | 'durationMs'
> {
  /** Milliseconds since 1970; left out: now. */
  readonly at?: number | undefined
  /** Why it was refused, where it was. */
  readonly refusal?: { readonly code: string; readonly message: string; readonly reason: string } | undefined
  /** The faults that acted on it. */
  readonly faults?: readonly FaultKind[] | undefined
}

/** One exchange in the ring. */
export interface Entry {
  readonly exchange: RecordedExchange
  /** None: whoever recorded it had no more than the facts. */
  readonly raw: RawExchange | undefined
  /** The texts that say why it was refused, so that a search need not ask each exchange for them. */
  readonly refusal: readonly string[] | undefined
  bookmarked?: boolean
  note?: string
}
