import type { IssuedToken, Jwk, Settings } from '../model'
import type { Clock, KeySetSource, Random, Store } from '../ports'
import { createAuthenticateClient } from './client-auth/authenticate-client'
import { createMethods } from './client-auth/create-methods'
import { ENDPOINT_PATHS } from './endpoint-paths'
import { createIntrospectionEndpoint } from './endpoints/introspect'
import { createJwksEndpoint } from './endpoints/jwks'
import { createMetadataEndpoint, type ServerMetadata } from './endpoints/metadata'
import { createRevocationEndpoint } from './endpoints/revoke'
import { createTokenEndpoint } from './endpoints/token'
import { createGrants } from './grants/create-grants'
import type { ProtocolAnswer, ProtocolRequest } from './protocol-request'
import { createFindToken } from './tokens/find-token'
import { createIssueTokens } from './tokens/issue-tokens'
import { createSigningKeys, type SigningKeys } from './tokens/signing-keys'

/** The protocol as values in, values out. Every endpoint throws OAuthError for a refusal. */
export interface Protocol {
  token(request: ProtocolRequest): Promise<ProtocolAnswer>
  introspect(request: ProtocolRequest): Promise<ProtocolAnswer>
  revoke(request: ProtocolRequest): Promise<ProtocolAnswer>
  jwks(): Promise<{ keys: readonly Jwk[] }>
  /** The discovery document; with `settings`, what it would be with them. */
  metadata(settings?: Settings): Promise<ServerMetadata>
  /** The record of an access token that is alive. */
  verifyAccessToken(token: string): Promise<IssuedToken | undefined>
  readonly signingKeys: SigningKeys
}

export interface ProtocolDeps {
  readonly store: Pick<Store, 'clients' | 'keys' | 'scopes' | 'settings' | 'tokens' | 'usedAssertions'>
  readonly clock: Clock
  readonly random: Random
  readonly keySets: KeySetSource
  readonly issuer: () => string
  /** Whether the server listens on loopback alone; then a jwks_uri may lie there too, unless the settings say otherwise. */
  readonly loopbackOnly?: boolean
}

export function createProtocol({
  store,
  clock,
  random,
  keySets,
  issuer,
  loopbackOnly = true
}: ProtocolDeps): Protocol {
  const { clients, keys, scopes, settings, tokens, usedAssertions } = store
  // RFC 7523 §3: the audience of an assertion is the issuer or the token endpoint.
  const audiences = () => [issuer(), issuer() + ENDPOINT_PATHS.token]
  const allowPrivateAddresses = async () => (await settings.get()).outbound.private_addresses ?? loopbackOnly
  const grants = createGrants({ scopes })
  const methods = createMethods({ usedAssertions, clock, audiences, keySets, allowPrivateAddresses })
  const authenticateClient = createAuthenticateClient({ clients, settings, methods })
  const signingKeys = createSigningKeys({ keys, tokens, settings, clock })
  const findToken = createFindToken({ tokens, clients, clock })
  const issueTokens = createIssueTokens({ tokens, settings, signingKeys, clock, random, issuer })
  return {
    token: createTokenEndpoint({ settings, grants, authenticateClient, issueTokens }),
    introspect: createIntrospectionEndpoint({ settings, authenticateClient, findToken, issuer }),
    revoke: createRevocationEndpoint({ settings, tokens, authenticateClient, findToken }),
    jwks: createJwksEndpoint({ signingKeys }),
    metadata: createMetadataEndpoint({ scopes, settings, grants, methods, issuer }),
    verifyAccessToken: findToken,
    signingKeys
  }
}
