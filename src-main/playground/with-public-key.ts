import type { Client, Jwk } from '../model'

/** Keys that a client may have registered at once. */
const MOST_KEYS = 20

/**
 * The client with a public key of the playground's beside its own keys, in the place of the playground's former one.
 * It replaces `jwks_uri`, since the two exclude each other (RFC 7591 §2).
 */
export function withPublicKey(client: Client, publicKey: Jwk, formerKid: string | undefined): Client {
  const { jwks_uri: _replaced, ...rest } = client
  const others = (client.jwks?.keys ?? []).filter(({ kid }) => kid === undefined || kid !== formerKid)
  return { ...rest, jwks: { keys: [publicKey, ...others].slice(0, MOST_KEYS) } }
}
