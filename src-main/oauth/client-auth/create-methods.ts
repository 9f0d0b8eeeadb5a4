import type { ClientKeys } from './client-keys'
import { createClientSecretBasic } from './client-secret-basic'
import { createClientSecretJwt } from './client-secret-jwt'
import { createClientSecretPost } from './client-secret-post'
import type { ClientAuthenticationMethod } from './method'
import { none } from './none'
import { createPrivateKeyJwt } from './private-key-jwt'
import { createSelfSignedTlsClientAuth } from './self-signed-tls-client-auth'
import { tlsClientAuth } from './tls-client-auth'
import type { AssertionDeps } from './verify-assertion'
import { createVerifySecret } from './verify-secret'

/** Every method by which a client can prove itself. A new one is one file and one line here. */
export function createMethods(
  deps: AssertionDeps & { readonly clientKeys: ClientKeys }
): readonly ClientAuthenticationMethod[] {
  const verifySecret = createVerifySecret(deps)
  return [
    createClientSecretBasic(verifySecret),
    createClientSecretPost(verifySecret),
    createClientSecretJwt(deps),
    createPrivateKeyJwt(deps),
    none,
    tlsClientAuth,
    createSelfSignedTlsClientAuth(deps)
  ]
}
