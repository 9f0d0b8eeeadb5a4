import { createHmac, timingSafeEqual } from 'node:crypto'
import { acceptedSecrets } from '../../../model'
import { assertionRefusal, clientAssertion } from './client-assertion'
import type { ClientAuthenticationMethod } from '../method'
import { createVerifyAssertion, type AssertionDeps, type VerifySignature } from './verify-assertion'

/** OpenID Connect Core §9: an assertion with an HMAC whose key is the octets of a secret of the client. */
export function createClientSecretJwt(deps: AssertionDeps): ClientAuthenticationMethod {
  const verifyMac: VerifySignature = async (client, assertion, { alg }) => {
    const digest = DIGESTS[alg]
    if (!digest) return false
    const secret = acceptedSecrets(client, deps.clock.nowSeconds()).find((key) =>
      isMac(assertion, key, digest)
    )
    if (secret === undefined) return false
    requireLength(secret, alg)
    return true
  }
  return {
    name: 'client_secret_jwt',
    place: clientAssertion,
    verify: createVerifyAssertion('client_secret_jwt', verifyMac, deps)
  }
}

const DIGESTS: Readonly<Record<string, string>> = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' }
const DIGEST_BYTES: Readonly<Record<string, number>> = { HS256: 32, HS384: 48, HS512: 64 }

function isMac(assertion: string, secret: string, digest: string): boolean {
  const dot = assertion.lastIndexOf('.')
  const expected = createHmac(digest, secret).update(assertion.slice(0, dot)).digest()
  const actual = Buffer.from(assertion.slice(dot + 1), 'base64url')
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}

/** RFC 7518 §3.2: a key as long as the digest at least. Told only to who has the secret. */
function requireLength(secret: string, alg: string): void {
  const needed = DIGEST_BYTES[alg] ?? 0
  if (secret.length < needed)
    throw assertionRefusal(
      'assertion-algorithm-refused',
      `${alg} needs a client_secret of at least ${needed} characters, as RFC 7518 section 3.2 has it`
    )
}
