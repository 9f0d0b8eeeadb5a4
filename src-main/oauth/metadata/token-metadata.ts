import {
  CLIENT_AUTHENTICATION,
  CLIENT_SIGNING_ALGORITHMS,
  CONTENT_ENCRYPTION_ALGORITHMS,
  GRANT_TYPES,
  isConfidential,
  isGrantTypeOn,
  KEY_MANAGEMENT_ALGORITHMS,
  SIGNING_ALGORITHMS,
  type ClientAuthenticationName,
  type Settings
} from '../../model'
import { ENDPOINT_PATHS } from '../endpoint-paths'
import type { ServerMetadata } from './server-metadata'

/** What is said of the endpoints that clients call themselves (RFC 8414 §2, RFC 8628 §4, RFC 8705 §3.3, RFC 9449 §5.1, RFC 9701 §7). */
export function tokenMetadata(
  base: string,
  settings: Settings,
  methods: readonly ClientAuthenticationName[]
): ServerMetadata {
  // RFC 7662 §2.1: introspection wants a client that can prove itself.
  const proving = methods.filter((name) => isConfidential({ token_endpoint_auth_method: name }))
  return {
    token_endpoint: base + ENDPOINT_PATHS.token,
    introspection_endpoint: base + ENDPOINT_PATHS.introspection,
    revocation_endpoint: base + ENDPOINT_PATHS.revocation,
    jwks_uri: base + ENDPOINT_PATHS.jwks,
    ...(settings.flows.device && {
      device_authorization_endpoint: base + ENDPOINT_PATHS.deviceAuthorization
    }),
    ...(settings.dynamic_registration !== 'off' && {
      registration_endpoint: base + ENDPOINT_PATHS.registration
    }),
    // Left out, this would mean authorization_code and implicit; so an empty list is said too.
    grant_types_supported: GRANT_TYPES.filter((type) => isGrantTypeOn(settings.flows, type)),
    ...authenticationAt('token_endpoint', methods),
    ...authenticationAt('introspection_endpoint', proving),
    ...authenticationAt('revocation_endpoint', methods),
    introspection_signing_alg_values_supported: SIGNING_ALGORITHMS,
    introspection_encryption_alg_values_supported: KEY_MANAGEMENT_ALGORITHMS,
    introspection_encryption_enc_values_supported: CONTENT_ENCRYPTION_ALGORITHMS,
    dpop_signing_alg_values_supported: CLIENT_SIGNING_ALGORITHMS,
    tls_client_certificate_bound_access_tokens: base.startsWith('https:')
  }
}

/** The methods of an endpoint, and the algorithms of those that sign (RFC 8414 §2). */
function authenticationAt(endpoint: string, names: readonly ClientAuthenticationName[]): ServerMetadata {
  const algorithms = new Set(
    names.flatMap((name): readonly string[] => CLIENT_AUTHENTICATION[name].signingAlgorithms)
  )
  return {
    // Left out, this would mean client_secret_basic; so an empty list is said too.
    [`${endpoint}_auth_methods_supported`]: names,
    ...(algorithms.size ? { [`${endpoint}_auth_signing_alg_values_supported`]: [...algorithms] } : {})
  }
}
