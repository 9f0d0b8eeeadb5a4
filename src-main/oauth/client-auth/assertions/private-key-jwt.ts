import { clientAssertion } from './client-assertion'
import { isSignedByClient } from './client-jwt'
import type { ClientKeys } from './client-keys'
import type { ClientAuthenticationMethod } from '../method'
import { createVerifyAssertion, type AssertionDeps, type VerifySignature } from './verify-assertion'

/** OpenID Connect Core §9: an assertion signed with a key whose public half is in the client's jwks or at its jwks_uri. */
export function createPrivateKeyJwt(
  deps: AssertionDeps & { readonly clientKeys: ClientKeys }
): ClientAuthenticationMethod {
  const verifySignature: VerifySignature = (client, assertion, header) =>
    isSignedByClient(deps.clientKeys, client, assertion, header)
  return {
    name: 'private_key_jwt',
    place: clientAssertion,
    verify: createVerifyAssertion('private_key_jwt', verifySignature, deps)
  }
}
