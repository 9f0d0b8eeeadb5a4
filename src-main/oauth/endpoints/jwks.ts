import type { Jwk } from '../../model'
import type { SigningKeys } from '../tokens/keys/signing-keys'

/** The server's public keys (RFC 7517 §5). The one that signs by default is made here at the latest, so that the set is never empty. */
export function createJwksEndpoint({ signingKeys }: { signingKeys: SigningKeys }) {
  return async (): Promise<{ keys: readonly Jwk[] }> => {
    await signingKeys.prepare()
    return { keys: await signingKeys.published() }
  }
}
