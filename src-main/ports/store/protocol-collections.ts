import type {
  Authorization,
  AuthorizationCode,
  AuthorizationCount,
  Consent,
  DeviceCode,
  IssuedToken,
  LogoutDelivery,
  PlaygroundKey,
  PushedRequest,
  UsedAssertion
} from '../../model'
import { define } from './collection-definition'

/** What the protocol remembers. */
export const PROTOCOL_COLLECTIONS = {
  tokens: define<IssuedToken>()({
    kind: 'state',
    key: (token) => token.id,
    indexes: {
      client_id: (token) => [token.client_id],
      sub: (token) => (token.sub ? [token.sub] : []),
      authorization_id: (token) => (token.authorization_id ? [token.authorization_id] : []),
      // Opaque ones are most, and nobody looks for all of them.
      format: (token) => (token.format === 'jwt' ? ['jwt'] : [])
    },
    rare: ['client_id', 'sub', 'format'],
    searchable: (token) => [token.client_id],
    sorts: { iat: (token) => token.iat }
  }),
  authorizations: define<Authorization>()({
    kind: 'state',
    key: (authorization) => authorization.id,
    indexes: {
      client_id: (authorization) => [authorization.client_id],
      sub: (authorization) => [authorization.sub],
      session_id: (authorization) => (authorization.session_id ? [authorization.session_id] : []),
      sid: (authorization) => (authorization.sid ? [authorization.sid] : [])
    },
    rare: ['client_id'],
    searchable: (authorization) => [authorization.client_id],
    sorts: { iat: (authorization) => authorization.iat }
  }),
  authorizationCodes: define<AuthorizationCode>()({
    kind: 'state',
    key: (code) => code.id,
    indexes: { authorization_id: (code) => [code.authorization_id] },
    searchable: (code) => [code.client_id],
    sorts: { iat: (code) => code.iat }
  }),
  pushedRequests: define<PushedRequest>()({
    kind: 'state',
    key: (request) => request.id,
    indexes: { client_id: (request) => [request.client_id] },
    searchable: (request) => [request.client_id],
    sorts: { iat: (request) => request.iat }
  }),
  deviceCodes: define<DeviceCode>()({
    kind: 'state',
    key: (code) => code.id,
    indexes: { user_code: (code) => [code.user_code], client_id: (code) => [code.client_id] },
    searchable: (code) => [code.client_id],
    sorts: { iat: (code) => code.iat }
  }),
  consents: define<Consent>()({
    kind: 'state',
    key: (consent) => consent.id,
    indexes: { sub: (consent) => [consent.sub], client_id: (consent) => [consent.client_id] },
    rare: ['client_id'],
    searchable: (consent) => [consent.client_id],
    sorts: { given_at: (consent) => consent.given_at }
  }),
  logoutDeliveries: define<LogoutDelivery>()({
    kind: 'state',
    key: (delivery) => delivery.id,
    indexes: { client_id: (delivery) => [delivery.client_id], status: (delivery) => [delivery.status] },
    searchable: (delivery) => [delivery.client_id],
    sorts: { at: (delivery) => delivery.at }
  }),
  authorizationCounts: define<AuthorizationCount>()({
    kind: 'state',
    key: (count) => count.id,
    indexes: { client_id: (count) => [count.client_id], month: (count) => [count.month] },
    searchable: (count) => [count.client_id],
    sorts: { month: (count) => count.month }
  }),
  usedAssertions: define<UsedAssertion>()({
    kind: 'state',
    key: (used) => used.id,
    indexes: {},
    searchable: () => [],
    sorts: { exp: (used) => used.exp }
  }),
  playgroundKeys: define<PlaygroundKey>()({
    kind: 'state',
    key: (entry) => entry.client_id,
    indexes: {},
    searchable: (entry) => [entry.client_id],
    sorts: { client_id: (entry) => entry.client_id }
  })
} as const
