import type { Jwk } from '../../model'

/** What signatures are verified with. */
export interface KeyMaterial {
  readonly keys: readonly Jwk[]
  readonly secrets: readonly SharedSecret[]
}

export interface SharedSecret {
  readonly kid?: string
  readonly bytes: Uint8Array
}

/** A secret as clients have it: the octets of its UTF-8 text (OpenID Connect Core §10.1). */
export function secretOf(text: string): SharedSecret {
  return { bytes: new TextEncoder().encode(text) }
}
