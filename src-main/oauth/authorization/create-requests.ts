import type { Awaitable, Clock, Outbound, Random, Store } from '../../ports'
import type { Subjects } from '../claims/subjects'
import type { ClientKeys } from '../client-auth/assertions/client-keys'
import type { PersonScope } from '../scope/person-scope'
import { createFetchRequestObject } from '../request-object/fetch-request-object'
import { createReadRequestObject } from '../request-object/read-request-object'
import type { SigningKeys } from '../tokens/keys/signing-keys'
import {
  createParseAuthorizationRequest,
  type ParseAuthorizationRequest
} from './parse-authorization-request'
import { createCheckRequest } from './request/check-request'
import { createReadIdTokenHint } from './request/id-token-hint'
import { createPushedRequests, type PushedRequests } from './request/pushed-requests'
import { createResolveRequest } from './request/resolve-request'

export interface RequestsDeps {
  readonly store: Pick<Store, 'clients' | 'users' | 'settings' | 'usedAssertions' | 'pushedRequests'>
  readonly clientKeys: ClientKeys
  readonly personScope: PersonScope
  readonly signingKeys: SigningKeys
  readonly subjects: Subjects
  readonly outbound: Outbound
  readonly allowPrivateAddresses: () => Awaitable<boolean>
  readonly issuer: () => string
  readonly clock: Clock
  readonly random: Random
}

export interface Requests {
  readonly parse: ParseAuthorizationRequest
  readonly pushedRequests: PushedRequests
}

/** How authorization requests are read: what they may come in, and what is checked of them. */
export function createRequests(deps: RequestsDeps): Requests {
  const { store, clientKeys, personScope, signingKeys, subjects, issuer, clock, random } = deps
  const { clients, users, settings, usedAssertions } = store
  const pushedRequests = createPushedRequests({ pushedRequests: store.pushedRequests, clock, random })
  const readRequestObject = createReadRequestObject({ clientKeys, usedAssertions, clock, issuer })
  const fetchRequestObject = createFetchRequestObject(deps)
  const resolveRequest = createResolveRequest({ pushedRequests, readRequestObject, fetchRequestObject })
  const readIdTokenHint = createReadIdTokenHint({ signingKeys, subjects, issuer })
  const checkRequest = createCheckRequest({ settings, personScope, readIdTokenHint })
  const parse = createParseAuthorizationRequest({ clients, users, resolveRequest, checkRequest })
  return { parse, pushedRequests }
}
