import type { Client, Jwk } from '../model'

/** Keys that a client may have registered at once. */
const MOST_KEYS = 20

/**
 * The client with public keys of the playground's beside its own, in the place of the playground's former ones. They replace `jwks_uri`, since
 * the two exclude each other (RFC 7591 §2).
 */
export function withPublicKeys(
  client: Client,
  publicKeys: readonly Jwk[],
  formerKids: readonly (string | undefined)[]
): Client {
  const { jwks_uri: _replaced, ...rest } = client
  const others = (client.jwks?.keys ?? []).filter(({ kid }) => kid === undefined || !formerKids.includes(kid))
  return { ...rest, jwks: { keys: [...publicKeys, ...others].slice(0, MOST_KEYS) } }
}
