import { createHmac, timingSafeEqual } from 'node:crypto'
import { assertionRefusal, clientAssertion } from './client-assertion'
import type { ClientAuthenticationMethod } from './method'
import { createVerifyAssertion, type AssertionDeps, type VerifySignature } from './verify-assertion'

/** OpenID Connect Core §9: an assertion with an HMAC whose key is the octets of the secret. */
export function createClientSecretJwt(deps: AssertionDeps): ClientAuthenticationMethod {
  return {
    name: 'client_secret_jwt',
    place: clientAssertion,
    verify: createVerifyAssertion('client_secret_jwt', verifyMac, deps)
  }
}

const DIGESTS: Readonly<Record<string, string>> = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' }

const verifyMac: VerifySignature = async (client, assertion, { alg }) => {
  const digest = DIGESTS[alg]
  if (!client.client_secret || !digest) return false
  const dot = assertion.lastIndexOf('.')
  const expected = createHmac(digest, client.client_secret).update(assertion.slice(0, dot)).digest()
  const actual = Buffer.from(assertion.slice(dot + 1), 'base64url')
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return false
  // RFC 7518 §3.2: a key as long as the digest at least. Told only to who has the secret.
  if (client.client_secret.length < expected.length)
    throw assertionRefusal(
      'assertion-algorithm-refused',
      `${alg} needs a client_secret of at least ${expected.length} characters, as RFC 7518 section 3.2 has it`
    )
  return true
}
