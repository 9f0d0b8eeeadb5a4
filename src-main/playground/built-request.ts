import type { RawRequest } from '../contract'
import type { SignedAssertion } from './authentication'

/** A request ready to leave, with the assertion that proves its client, where one does. */
export interface BuiltRequest {
  readonly request: RawRequest
  readonly assertion?: SignedAssertion
  /** The proof that whoever asks has the key that its token is bound to (RFC 9449 §4). */
  readonly dpop?: SignedAssertion
}
