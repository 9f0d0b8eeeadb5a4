import type { Client, Jwk } from '../../../model'
import { publicJwkSchema } from '../../../model'
import { KeySetError, type Awaitable, type KeySetSource } from '../../../ports'
import { ClientKeyProblem } from './client-key-problem'
import { canEncrypt, canVerify, isUsable, type EncryptionAlgorithm } from './key-fitness'

export interface KeySetDeps {
  readonly keySets: KeySetSource
  /** Whether a jwks_uri may lie at a private address now. */
  readonly allowPrivateAddresses: () => Awaitable<boolean>
}

/** The registered public keys of clients: those in `jwks`, or those that are published at `jwks_uri`. Both throw ClientKeyProblem. */
export interface ClientKeys {
  /** The keys that something may be signed with whose header says this; at least one. */
  verifying(
    client: Client,
    header: { readonly alg: string; readonly kid?: string | undefined }
  ): Promise<readonly Jwk[]>
  /** The key to encrypt with to this client: one that is for encryption comes before one that doesn't say. */
  encrypting(client: Client, alg: EncryptionAlgorithm): Promise<Jwk>
  /** Every key of the client. `fresh` asks its jwks_uri again, where the last look is some seconds old. */
  all(client: Client, fresh?: boolean): Promise<readonly Jwk[]>
}

export function createClientKeys({ keySets, allowPrivateAddresses }: KeySetDeps): ClientKeys {
  async function all(client: Client, fresh = false): Promise<readonly Jwk[]> {
    if (client.jwks || !client.jwks_uri) return client.jwks?.keys ?? []
    try {
      const keys = await keySets.keysAt(client.jwks_uri, {
        fresh,
        allowPrivateAddresses: await allowPrivateAddresses()
      })
      return keys.filter((key) => publicJwkSchema.safeParse(key).success)
    } catch (error) {
      if (!(error instanceof KeySetError)) throw error
      throw new ClientKeyProblem(
        'key-set-unavailable',
        `the keys at jwks_uri can't be had: ${error.message}`,
        { cause: error }
      )
    }
  }

  async function matching(client: Client, fits: (key: Jwk) => boolean): Promise<readonly Jwk[]> {
    const found = (await all(client)).filter(fits)
    if (found.length || client.jwks || !client.jwks_uri) return found
    // A key that was published since the last look: the client has changed its keys.
    return (await all(client, true)).filter(fits)
  }

  return {
    all,
    async verifying(client, header) {
      const found = await matching(client, (key) => canVerify(key, header))
      if (found.length) return found
      const named = header.kid === undefined ? '' : ` and the kid ${header.kid}`
      throw new ClientKeyProblem(
        'assertion-key-unknown',
        `no registered key goes with ${header.alg}${named}; compare it with the client's jwks or jwks_uri`
      )
    },
    async encrypting(client, alg) {
      const found = await matching(client, (key) => canEncrypt(key, alg))
      const inOrder = [...found].sort((one, other) => Number(other.use === 'enc') - Number(one.use === 'enc'))
      for (const key of inOrder) if (await isUsable(key, alg)) return key
      throw new ClientKeyProblem(
        'client-key-unknown',
        `no registered key of the client can be encrypted to with ${alg}; it needs one in jwks or at jwks_uri, with the use enc or none`
      )
    }
  }
}
