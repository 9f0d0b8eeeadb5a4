import type { ClientKeys } from './assertions/client-keys'
import { createClientSecretBasic } from './secrets/client-secret-basic'
import { createClientSecretJwt } from './assertions/client-secret-jwt'
import { createClientSecretPost } from './secrets/client-secret-post'
import type { ClientAuthenticationMethod } from './method'
import { none } from './none'
import { createPrivateKeyJwt } from './assertions/private-key-jwt'
import { createSelfSignedTlsClientAuth } from './certificates/self-signed-tls-client-auth'
import { tlsClientAuth } from './certificates/tls-client-auth'
import type { AssertionDeps } from './assertions/verify-assertion'
import { createVerifySecret } from './secrets/verify-secret'

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
