import type { Jwk } from '../model'

/** Fetches a client's `jwks_uri` (RFC 7591 §2), guarded against requests to where they don't belong. */
export interface KeySetSource {
  /**
   * The keys published at `url`, from a cache that is at most five minutes old; `fresh` asks again, at most once in ten seconds.
   * Throws `KeySetError` with a reason fit for `error_description` when they can't be had.
   */
  keysAt(url: string, options?: { fresh?: boolean }): Promise<readonly Jwk[]>
}

export class KeySetError extends Error {
  override readonly name = 'KeySetError'
}
