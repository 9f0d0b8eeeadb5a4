import type { Confirmation } from '../../model'

/** What a request to the token endpoint was proven to come with; the tokens that it gets are bound to it. */
export interface Presented {
  /** The DPoP key (RFC 9449 §5) and, where the client wants it, the certificate (RFC 8705 §3). None: Bearer tokens. */
  readonly confirmation?: Confirmation
  readonly ip: string
}
