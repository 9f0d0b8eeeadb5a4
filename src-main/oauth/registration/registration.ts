import { CLIENT_ID_PREFIX, IDENTIFIER_LENGTHS, type Client, type User } from '../../model'
import type { Awaitable, Clock, Outbound, Random, Store } from '../../ports'
import { secretJson, secretNothing, type ProtocolAnswer, type ProtocolRequest } from '../protocol-request'
import type { RequireAccessToken } from '../sender/require-access-token'
import type { WithDpopNonce } from '../sender/with-dpop-nonce'
import type { FindToken } from '../tokens/find-token'
import { createCheckClient } from './check-client'
import { createCheckScope } from './check-scope'
import { createCheckSector } from './check-sector'
import { parseMembers, parseMetadata } from './parse-metadata'
import { describeClient, secretFor } from './registered-client'
import { createRegistrationLimits } from './registration-limits'
import { createRegistrationTokens } from './registration-token'
import { createRemoveClient } from './remove-client'
import { createRequireRegistrant, requireRegistrationOn } from './require-registrant'
import { createUpdateClient } from './update-client'

/** Dynamic client registration (RFC 7591) and its management (RFC 7592). Each throws OAuthError. */
export interface Registration {
  create(request: ProtocolRequest): Promise<ProtocolAnswer>
  read(request: ProtocolRequest): Promise<ProtocolAnswer>
  update(request: ProtocolRequest): Promise<ProtocolAnswer>
  remove(request: ProtocolRequest): Promise<ProtocolAnswer>
}

export interface RegistrationDeps {
  readonly withDpopNonce: WithDpopNonce
  readonly store: Store
  readonly requireAccessToken: RequireAccessToken
  readonly findToken: FindToken
  readonly outbound: Pick<Outbound, 'fetchText'>
  /** Whether what a client names may lie at a private address now. */
  readonly allowPrivateAddresses: () => Awaitable<boolean>
  readonly clock: Clock
  readonly random: Random
  readonly issuer: () => string
}

export function createRegistration(deps: RegistrationDeps): Registration {
  const { store, requireAccessToken, findToken, clock, random, issuer } = deps
  const { clients, settings } = store
  const limits = createRegistrationLimits({ clients, settings, signInAttempts: store.signInAttempts, clock })
  const registrationTokens = createRegistrationTokens({
    tokens: store.tokens,
    findToken,
    clock,
    random
  })
  const requireRegistrant = createRequireRegistrant({ settings, requireAccessToken, limits, issuer })
  const checkScope = createCheckScope(store)
  const checkClient = createCheckClient({ settings, checkSector: createCheckSector(deps) })
  const updateClient = createUpdateClient({ store, random, checkScope, checkClient })
  const removeClient = createRemoveClient(store)

  async function makeClient(body: string, owner: User | undefined): Promise<Client> {
    const metadata = parseMetadata(parseMembers(body))
    const client: Client = {
      ...metadata,
      // OpenID Connect Registration §2 has RS256 as its default; what this server signs with is told in the answer instead.
      id_token_signed_response_alg:
        metadata.id_token_signed_response_alg ?? (await settings.get()).tokens.signing_alg,
      client_id: CLIENT_ID_PREFIX + random.alphanumeric(IDENTIFIER_LENGTHS.clientId),
      client_id_issued_at: clock.nowSeconds(),
      ...secretFor(metadata, random),
      lifetimes: {},
      blocked: false,
      claims: {},
      ...(owner && { owner: owner.username })
    }
    await checkScope(client.scope, owner)
    await checkClient(client)
    return client
  }

  /** Stores the client; its token first, which is worth nothing while there is no client. Takes both back at a limit. */
  async function keep(client: Client): Promise<string> {
    const token = await registrationTokens.issue(client.client_id)
    try {
      await clients.insert(client)
      // Again, since two requests may have found room for one.
      if (client.owner !== undefined) await limits.requireRoom(client.owner, 'already there')
    } catch (error) {
      await removeClient(client.client_id)
      throw error
    }
    return token
  }

  return {
    create: deps.withDpopNonce(async (request) => {
      await requireRegistrationOn(settings)
      const owner = await requireRegistrant(request)
      if (owner) await limits.requireRoom(owner.username)
      const client = await makeClient(request.body, owner)
      request.observe?.({ client_id: client.client_id })
      const token = await keep(client)
      return { ...secretJson(describeClient(client, { issuer: issuer(), token })), status: 201 }
    }),

    async read(request) {
      await requireRegistrationOn(settings)
      const { client, token } = await registrationTokens.requireClient(request)
      request.observe?.({ client_id: client.client_id })
      return secretJson(describeClient(client, { issuer: issuer(), token }))
    },

    async update(request) {
      await requireRegistrationOn(settings)
      const { client, token } = await registrationTokens.requireClient(request)
      request.observe?.({ client_id: client.client_id })
      const updated = await updateClient(client, parseMembers(request.body))
      return secretJson(describeClient(updated, { issuer: issuer(), token }))
    },

    // RFC 7592 §2.3: the client and all of its tokens are gone with the answer.
    async remove(request) {
      await requireRegistrationOn(settings)
      const { client } = await registrationTokens.requireClient(request)
      request.observe?.({ client_id: client.client_id })
      await removeClient(client.client_id)
      return { ...secretNothing(), status: 204 }
    }
  }
}
