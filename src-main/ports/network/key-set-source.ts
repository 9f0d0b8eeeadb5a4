import type { Jwk } from '../../model'

export interface KeySetOptions {
  /** Asks again, at most once in ten seconds. */
  readonly fresh?: boolean
  /** Whether the address may be a private one, loopback included. */
  readonly allowPrivateAddresses?: boolean
}

/** Fetches a client's `jwks_uri` (RFC 7591 §2), guarded against requests to where they don't belong. */
export interface KeySetSource {
  /**
   * The keys published at `url`, from a cache that is at most five minutes old.
   * Throws `KeySetError` with a reason fit for `error_description` when they can't be had.
   */
  keysAt(url: string, options?: KeySetOptions): Promise<readonly Jwk[]>
}

export class KeySetError extends Error {
  override readonly name = 'KeySetError'
}
