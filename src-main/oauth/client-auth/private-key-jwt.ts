import { compactVerify, errors } from 'jose'
import type { Jwk } from '../../model'
import { clientAssertion } from './client-assertion'
import { createClientKeys, type KeySetDeps } from './client-keys'
import type { ClientAuthenticationMethod } from './method'
import { verificationKey } from './verification-key'
import { createVerifyAssertion, type AssertionDeps, type VerifySignature } from './verify-assertion'

/** OpenID Connect Core §9: an assertion signed with a key whose public half is in the client's jwks or at its jwks_uri. */
export function createPrivateKeyJwt(deps: AssertionDeps & KeySetDeps): ClientAuthenticationMethod {
  const keysOf = createClientKeys(deps)
  const verifySignature: VerifySignature = async (client, assertion, header) => {
    for (const key of await keysOf(client, header))
      if (await isSignedWith(key, assertion, header.alg)) return true
    return false
  }
  return {
    name: 'private_key_jwt',
    place: clientAssertion,
    verify: createVerifyAssertion('private_key_jwt', verifySignature, deps)
  }
}

async function isSignedWith(jwk: Jwk, assertion: string, alg: string): Promise<boolean> {
  try {
    await compactVerify(assertion, await verificationKey(jwk, alg), { algorithms: [alg] })
    return true
  } catch (error) {
    // A wrong signature, and a registered key that is none (numbers missing, too short): both prove nothing.
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException)
      return false
    throw error
  }
}
