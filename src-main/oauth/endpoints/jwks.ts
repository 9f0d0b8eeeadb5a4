import type { Jwk } from '../../model'
import type { SigningKeys } from '../tokens/keys/signing-keys'

/**
 * The server's public keys (RFC 7517 §5). The one that signs by default is made here at the latest, so that the set is never
 * empty. The same object comes for as long as its keys stay.
 */
export function createJwksEndpoint({ signingKeys }: { signingKeys: SigningKeys }) {
  let kept: { readonly keys: readonly Jwk[] } = { keys: [] }
  return async (): Promise<{ readonly keys: readonly Jwk[] }> => {
    await signingKeys.prepare()
    const keys = await signingKeys.published()
    if (kept.keys !== keys) kept = { keys }
    return kept
  }
}
