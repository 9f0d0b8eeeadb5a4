/**
 * The ways in which the playground proves a client, by their registered names: one value each.
 *
 * They lean on jose and node:crypto's keys. They must not know where a secret or a key comes from, nor the flow.
 */
import type { ClientAuthenticationName } from '../../model'
import { certificate } from './certificate'
import { clientSecretBasic } from './client-secret-basic'
import { clientSecretJwt } from './client-secret-jwt'
import { clientSecretPost } from './client-secret-post'
import type { AuthenticationMethod } from './method'
import { none } from './none'
import { privateKeyJwt } from './private-key-jwt'

export const AUTHENTICATION_METHODS: Readonly<Record<ClientAuthenticationName, AuthenticationMethod>> = {
  client_secret_basic: clientSecretBasic,
  client_secret_post: clientSecretPost,
  client_secret_jwt: clientSecretJwt,
  private_key_jwt: privateKeyJwt,
  none,
  tls_client_auth: certificate,
  self_signed_tls_client_auth: certificate
}

export { signClaims, signWithKey } from './sign-with-key'
export type { Authentication, Parameter, Proof, SignedAssertion } from './method'
