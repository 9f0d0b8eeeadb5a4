import type { Client, Jwk } from '../../../model'
import type { ClientCertificate } from '../../../ports'
import { certificateRefusal, requireShownCertificate } from './certificate-refusal'
import { clientIdAlone } from '../client-id-alone'
import type { ClientKeys } from '../assertions/client-keys'
import { ClientKeyProblem } from '../assertions/client-key-problem'
import type { ClientAuthenticationMethod } from '../method'
import { wrongCredentials } from '../wrong-credentials'

/** RFC 8705 §2.2: any certificate, whose key is one of those in the client's jwks or at its jwks_uri. Nobody has to vouch for it. */
export function createSelfSignedTlsClientAuth({
  clientKeys
}: {
  clientKeys: ClientKeys
}): ClientAuthenticationMethod {
  async function isRegistered(client: Client, certificate: ClientCertificate): Promise<boolean> {
    const isKey = (key: Jwk) => isSameKey(key, certificate.publicJwk)
    if ((await clientKeys.all(client)).some(isKey)) return true
    // §2.2.2: a certificate that was published since the last look.
    return client.jwks_uri !== undefined && (await clientKeys.all(client, true)).some(isKey)
  }

  return {
    name: 'self_signed_tls_client_auth',
    place: clientIdAlone,
    async verify(client, { certificate }) {
      if (!client) throw wrongCredentials('client-unknown')
      const shown = requireShownCertificate(certificate)
      if (await isRegistered(client, shown).catch(asRefusal)) return
      throw certificateRefusal(
        'certificate-differs',
        "its key is none of those in the client's jwks or at its jwks_uri"
      )
    }
  }
}

function asRefusal(error: unknown): never {
  throw error instanceof ClientKeyProblem ? certificateRefusal(error.reason, error.message) : error
}

/** The members of a public key (RFC 7638 §3.2), by kind. */
const MEMBERS = { RSA: ['n', 'e'], EC: ['crv', 'x', 'y'], OKP: ['crv', 'x'] } as const

function isSameKey(key: Jwk, other: ClientCertificate['publicJwk']): boolean {
  if (key.kty !== other.kty) return false
  return MEMBERS[key.kty].every((name) => typeof key[name] === 'string' && key[name] === other[name])
}
