import {
  CLIENT_AUTHENTICATION,
  isConfidential,
  type ClientAuthenticationName,
  type Settings
} from '../../model'
import type { Store } from '../../ports'
import type { ClientAuthenticationMethod } from '../client-auth/method'
import { ENDPOINT_PATHS } from '../endpoint-paths'
import type { Grant } from '../grants/grant'
import { grantsOn } from '../grants/require-grant'

/** The names of RFC 8414 §2 and OpenID Connect Discovery §3. */
export type ServerMetadata = Readonly<Record<string, string | readonly string[]>>

/**
 * What the server says of itself, one document for both of its addresses, computed from what is switched on.
 * `settings` shows what it would say with others.
 */
export function createMetadataEndpoint({
  scopes,
  settings: settingsDocument,
  grants,
  methods,
  issuer
}: {
  scopes: Store['scopes']
  settings: Store['settings']
  grants: readonly Grant[]
  methods: readonly ClientAuthenticationMethod[]
  issuer: () => string
}) {
  return async (preview?: Settings): Promise<ServerMetadata> => {
    const settings = preview ?? (await settingsDocument.get())
    const { items } = await scopes.list()
    const on = methods.map(({ name }) => name).filter((name) => settings.client_authentication[name])
    // RFC 7662 §2.1: introspection wants a client that can prove itself.
    const proving = on.filter((name) => isConfidential({ token_endpoint_auth_method: name }))
    const base = issuer()
    return {
      issuer: base,
      token_endpoint: base + ENDPOINT_PATHS.token,
      introspection_endpoint: base + ENDPOINT_PATHS.introspection,
      revocation_endpoint: base + ENDPOINT_PATHS.revocation,
      jwks_uri: base + ENDPOINT_PATHS.jwks,
      // Left out, this would mean authorization_code and implicit; so an empty list is said too.
      grant_types_supported: grantsOn(grants, settings).map(({ type }) => type),
      ...authenticationAt('token_endpoint', on),
      ...authenticationAt('introspection_endpoint', proving),
      ...authenticationAt('revocation_endpoint', on),
      // Empty lists are left out (RFC 8414 §3.2), but these three are required, and no flow that is spoken here has
      // an authorization response or an ID token.
      response_types_supported: [],
      subject_types_supported: [],
      id_token_signing_alg_values_supported: [],
      ...(items.length ? { scopes_supported: items.map(({ name }) => name) } : {})
    }
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
