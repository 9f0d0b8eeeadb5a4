import type { IssuedToken, Jwk, Settings } from '../model'
import type {
  Clock,
  Faults,
  KeySetSource,
  Leases,
  Log,
  Outbound,
  People,
  Random,
  Scheduler,
  Store
} from '../ports'
import type { AuthorizationOutcome, BrowserRequest } from './authorization/steps/authorization-outcome'
import { createAuthorization } from './authorization/create-authorization'
import type { Interactions } from './authorization/interactions/interactions'
import { createRequests } from './authorization/create-requests'
import { createSubjects, type Subjects } from './claims/subjects'
import { createAuthenticateClient } from './client-auth/authenticate-client'
import { createClientKeys } from './client-auth/assertions/client-keys'
import { createMethods } from './client-auth/create-methods'
import { createDeviceCodes, type DeviceCodes } from './device/device-codes'
import { createGuessLimit } from './device/guess-limit'
import { ENDPOINT_PATHS } from './endpoint-paths'
import { createDeviceAuthorizationEndpoint } from './endpoints/device-authorization'
import { createIntrospectionEndpoint } from './endpoints/introspect'
import { createJwksEndpoint } from './endpoints/jwks'
import { createMetadataEndpoint } from './endpoints/metadata'
import { createPushedRequestEndpoint } from './endpoints/pushed-request'
import { createRevocationEndpoint } from './endpoints/revoke'
import { createTokenEndpoint } from './endpoints/token'
import { createUserinfoEndpoint } from './endpoints/userinfo'
import { createGrants } from './grants/create-grants'
import { createLogout } from './logout/create-logout'
import type { SignOut } from './logout/sign-out'
import type { ServerMetadata } from './metadata/server-metadata'
import { createPersonScope } from './scope/person-scope'
import { createTokenPreview, type TokenPreview } from './preview/create-token-preview'
import type { ProtocolAnswer, ProtocolRequest } from './protocol-request'
import { createRegistration, type Registration } from './registration/registration'
import { createDpopNonces } from './sender/dpop-nonces'
import { createVerifyDpopProof } from './sender/dpop-proof'
import { createRequireAccessToken } from './sender/require-access-token'
import { createVerifyPresented } from './sender/verify-presented'
import { createWithDpopNonce } from './sender/with-dpop-nonce'
import { createTokens } from './tokens/create-tokens'
import { createFindToken, type FindToken } from './tokens/find-token'
import { createSigningKeys, type SigningKeys } from './tokens/keys/signing-keys'
import { createVerifyAccessToken } from './tokens/verify-access-token'

/** The protocol as values in, values out. Every endpoint throws OAuthError for a refusal. */
export interface Protocol {
  authorize(request: BrowserRequest): Promise<AuthorizationOutcome>
  readonly interactions: Interactions
  readonly deviceCodes: DeviceCodes
  readonly signOut: SignOut
  pushedRequest(request: ProtocolRequest): Promise<ProtocolAnswer>
  deviceAuthorization(request: ProtocolRequest): Promise<ProtocolAnswer>
  token(request: ProtocolRequest): Promise<ProtocolAnswer>
  userinfo(request: ProtocolRequest): Promise<ProtocolAnswer>
  introspect(request: ProtocolRequest): Promise<ProtocolAnswer>
  revoke(request: ProtocolRequest): Promise<ProtocolAnswer>
  readonly registration: Registration
  jwks(): Promise<{ keys: readonly Jwk[] }>
  /** The discovery document; with `settings`, what it would be with them. */
  metadata(settings?: Settings): Promise<ServerMetadata>
  /** A token that is alive, of whatever kind, for whoever looks at it without using it. */
  readonly findToken: FindToken
  /** Who a person is to a client, and the way back (OpenID Connect Core §8). */
  readonly subjects: Subjects
  /** The record of an access token that is alive. */
  verifyAccessToken(token: string): Promise<IssuedToken | undefined>
  readonly signingKeys: SigningKeys
  /** What a client would be given, without giving it. */
  readonly preview: TokenPreview
}

export interface ProtocolDeps {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly keySets: KeySetSource
  readonly outbound: Outbound
  readonly scheduler: Scheduler
  readonly leases: Leases
  readonly people: People
  /** What is done wrong on purpose. */
  readonly faults: Pick<Faults, 'isArmed' | 'take'>
  readonly issuer: () => string
  /** Whether the server listens on loopback alone; then what clients name may lie there too, unless the settings say otherwise. */
  readonly loopbackOnly?: boolean
  /** Those that the process may use. */
  readonly cores?: number
}

export function createProtocol({
  store,
  clock,
  random,
  keySets,
  outbound,
  people,
  scheduler,
  leases,
  log,
  faults,
  issuer,
  loopbackOnly = true,
  cores = 2
}: ProtocolDeps): Protocol {
  const { clients, scopes, settings, tokens, usedAssertions } = store
  // RFC 7523 §3: the audience of an assertion is the issuer or the token endpoint.
  const audiences = () => [issuer(), issuer() + ENDPOINT_PATHS.token]
  // RFC 9126 §2: a client that pushes may name that endpoint instead.
  const clientAudiences = () => [...audiences(), issuer() + ENDPOINT_PATHS.pushedAuthorizationRequest]
  const allowPrivateAddresses = async () => (await settings.get()).outbound.private_addresses ?? loopbackOnly
  const clientKeys = createClientKeys({ keySets, allowPrivateAddresses })
  const methods = createMethods({ usedAssertions, clock, audiences: clientAudiences, clientKeys })
  const authenticateClient = createAuthenticateClient({ clients, users: store.users, settings, methods })
  const signingKeys = createSigningKeys({ ...store, cores, clock, log })
  const findToken = createFindToken({ ...store, people, clock })
  // A secret that all servers on one store have: what the key that signs now is made of.
  const nonceSecret = async () => (await signingKeys.current((await settings.get()).tokens.signing_alg)).d
  const nonces = createDpopNonces({ secret: nonceSecret, clock })
  const verifyDpopProof = createVerifyDpopProof({ usedAssertions, settings, nonces, clock, issuer })
  const verifyPresented = createVerifyPresented({ verifyDpopProof })
  const requireAccessToken = createRequireAccessToken({ findToken, verifyDpopProof })
  const withDpopNonce = createWithDpopNonce({ settings, nonces })
  const subjects = createSubjects({ settings, users: store.users, random })
  const {
    issueTokens,
    issueAccessToken,
    issueIdToken,
    describeToken,
    endAuthorization,
    encryptForClient,
    ...contents
  } = createTokens({ store, people, subjects, signingKeys, clientKeys, faults, clock, random, issuer })
  const personScope = createPersonScope({ scopes, roles: store.roles })
  const guessLimit = createGuessLimit({ signInAttempts: store.signInAttempts, settings, clock })
  const deviceCodes = createDeviceCodes({ ...store, guessLimit, clock, random })
  const grants = createGrants({
    store,
    people,
    personScope,
    findToken,
    describeToken,
    endAuthorization,
    subjects,
    signingKeys,
    clientKeys,
    clock,
    random,
    issuer,
    audiences
  })
  const { parse, pushedRequests } = createRequests({
    store,
    clientKeys,
    personScope,
    signingKeys,
    subjects,
    outbound,
    allowPrivateAddresses,
    issuer,
    clock,
    random
  })
  const authorization = createAuthorization({
    store,
    people,
    parse,
    deviceCodes,
    personScope,
    subjectFor: subjects.subjectFor,
    signingKeys,
    issueAccessToken,
    issueIdToken,
    encryptForClient,
    faults,
    issuer,
    clock,
    random
  })
  return {
    ...authorization,
    deviceCodes,
    signOut: createLogout({
      store,
      people,
      signingKeys,
      subjects,
      encryptForClient,
      outbound,
      allowPrivateAddresses,
      scheduler,
      leases,
      clock,
      random,
      log,
      issuer
    }),
    pushedRequest: withDpopNonce(
      createPushedRequestEndpoint({
        ...store,
        authenticateClient,
        verifyPresented,
        parse,
        pushedRequests,
        clock
      })
    ),
    deviceAuthorization: withDpopNonce(
      createDeviceAuthorizationEndpoint({
        ...store,
        grants,
        authenticateClient,
        personScope,
        clock,
        random,
        issuer
      })
    ),
    token: withDpopNonce(
      createTokenEndpoint({ settings, grants, authenticateClient, verifyPresented, issueTokens })
    ),
    userinfo: withDpopNonce(
      createUserinfoEndpoint({
        userinfoClaims: contents.userinfoClaims,
        requireAccessToken,
        signingKeys,
        encryptForClient,
        issuer
      })
    ),
    introspect: createIntrospectionEndpoint({
      settings,
      authenticateClient,
      findToken,
      describeToken,
      signingKeys,
      encryptForClient,
      clock,
      issuer
    }),
    revoke: createRevocationEndpoint({ settings, tokens, authenticateClient, endAuthorization }),
    registration: createRegistration({
      withDpopNonce,
      store,
      requireAccessToken,
      findToken,
      outbound,
      allowPrivateAddresses,
      clock,
      random,
      issuer
    }),
    jwks: createJwksEndpoint({ signingKeys }),
    metadata: createMetadataEndpoint({ ...store, methods, issuer }),
    findToken,
    subjects,
    verifyAccessToken: createVerifyAccessToken({ findToken }),
    preview: createTokenPreview({
      ...contents,
      settings,
      scopes,
      personScope,
      grants,
      describeToken,
      clock,
      random
    }),
    signingKeys
  }
}
