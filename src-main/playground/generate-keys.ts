import { ENCRYPTED_ANSWERS, type Client } from '../model'
import { makeEncryptionPair, makeKeyPair, type JwkPair } from './key-pair'
import type { PlaygroundDependencies } from './playground-dependencies'
import { withPublicKeys } from './with-public-keys'

/** The algorithms with which a client wants its answers encrypted, each once. */
export function encryptionAlgorithmsOf(client: Client): string[] {
  const algorithms = ENCRYPTED_ANSWERS.flatMap((answer) => client[`${answer}_encrypted_response_alg`] ?? [])
  return [...new Set(algorithms)]
}

/**
 * Makes the key pair that a client signs with, and those that its answers are encrypted to where it wants that: the public halves go into its `jwks`, the
 * private ones stay with the playground.
 */
export function createGenerateKeys({ store }: Pick<PlaygroundDependencies, 'store'>) {
  return async (client: Client): Promise<JwkPair> => {
    const { client_id } = client
    const pair = await makeKeyPair(client.token_endpoint_auth_signing_alg)
    const opening = await Promise.all(encryptionAlgorithmsOf(client).map(makeEncryptionPair))
    const former = await store.playgroundKeys.get(client_id)
    const encryption = opening.map(({ privateKey }) => privateKey)
    // The private half first: a public key that nobody can use is worse than a private one that nobody knows.
    await store.playgroundKeys.upsert(client_id, (current) => ({
      ...current,
      client_id,
      jwk: pair.privateKey,
      encryption
    }))
    const published = [pair, ...opening].map(({ publicKey }) => publicKey)
    const formerKids = [former?.jwk, ...(former?.encryption ?? [])].map((key) => key?.kid)
    await store.clients.update(client_id, (current) => withPublicKeys(current, published, formerKids))
    return pair
  }
}
