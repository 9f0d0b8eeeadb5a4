import type { RawRequest } from '../contract'
import type { SignedAssertion } from './authentication'

/** A request ready to leave, with the assertion that proves its client, where one does. */
export interface BuiltRequest {
  readonly request: RawRequest
  readonly assertion?: SignedAssertion
}
