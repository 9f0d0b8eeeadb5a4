import type { ProtectedHeaderParameters } from 'jose'
import { publicJwkSchema, type Client, type Jwk } from '../../model'
import { KeySetError, type Awaitable, type KeySetSource } from '../../ports'
import { assertionRefusal } from './client-assertion'

type SignedHeader = ProtectedHeaderParameters & { alg: string }

/** The key type and curve that an algorithm wants (RFC 7518 §3.1, RFC 8037 §3.1). */
const KEY_OF: Readonly<Record<string, { kty: string; crv?: string }>> = {
  RS256: { kty: 'RSA' },
  RS384: { kty: 'RSA' },
  RS512: { kty: 'RSA' },
  PS256: { kty: 'RSA' },
  PS384: { kty: 'RSA' },
  PS512: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: 'P-256' },
  ES384: { kty: 'EC', crv: 'P-384' },
  ES512: { kty: 'EC', crv: 'P-521' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519' }
}

export interface KeySetDeps {
  readonly keySets: KeySetSource
  /** Whether a jwks_uri may lie at a private address now. */
  readonly allowPrivateAddresses: () => Awaitable<boolean>
}

/** Finds the registered keys of a client that an assertion may be signed with. Throws OAuthError when there is none. */
export function createClientKeys({ keySets, allowPrivateAddresses }: KeySetDeps) {
  return async (client: Client, header: SignedHeader): Promise<readonly Jwk[]> => {
    const registered = client.jwks?.keys ?? (await published(client, false))
    const found = registered.filter((key) => fits(key, header))
    if (found.length) return found
    // A key that was published since the last look: the client has changed its keys.
    const fresh = client.jwks ? [] : (await published(client, true)).filter((key) => fits(key, header))
    if (fresh.length) return fresh
    throw assertionRefusal(
      'assertion-key-unknown',
      `no registered key goes with ${header.alg}${header.kid === undefined ? '' : ` and the kid ${header.kid}`}; compare it with the client's jwks or jwks_uri`
    )
  }

  async function published(client: Client, fresh: boolean): Promise<readonly Jwk[]> {
    if (!client.jwks_uri) return []
    try {
      const keys = await keySets.keysAt(client.jwks_uri, {
        fresh,
        allowPrivateAddresses: await allowPrivateAddresses()
      })
      return keys.filter((key) => publicJwkSchema.safeParse(key).success)
    } catch (error) {
      if (!(error instanceof KeySetError)) throw error
      throw assertionRefusal(
        'key-set-unavailable',
        `the keys at jwks_uri can't be had: ${error.message}`,
        error
      )
    }
  }
}

function fits(key: Jwk, header: SignedHeader): boolean {
  const wanted = KEY_OF[header.alg]
  return (
    wanted !== undefined &&
    key.kty === wanted.kty &&
    (wanted.crv === undefined || key.crv === wanted.crv) &&
    key.use !== 'enc' &&
    (key.alg === undefined || key.alg === header.alg) &&
    (header.kid === undefined || key.kid === header.kid)
  )
}
