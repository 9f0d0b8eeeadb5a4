import {
  accessLevelOf,
  clientKindOf,
  foldName,
  loginNamesOf,
  parseScopeList,
  type ClaimRule,
  type Client,
  type CollectionRun,
  type KeptBefore,
  type Role,
  type SavedCollection,
  type Scope,
  type SigningKey,
  type User
} from '../../model'
import { define } from './collection-definition'
import { PEOPLE_COLLECTIONS } from './people-collections'
import { PROTOCOL_COLLECTIONS } from './protocol-collections'

/** Whom the panel lets do more than others: each by their level, and all of them as `elevated`. */
function accessIndexOf(roles: readonly string[]): readonly string[] {
  const level = accessLevelOf(roles)
  return level === 'user' ? [] : [level, 'elevated']
}

/** Every kind of record there is. */
export const COLLECTIONS = {
  clients: define<Client>()({
    kind: 'configuration',
    key: (client) => client.client_id,
    indexes: {
      owner: (client) => (client.owner ? [client.owner] : []),
      status: (client) => [client.blocked ? 'blocked' : 'active'],
      kind: (client) => [clientKindOf(client)],
      method: (client) => [client.token_endpoint_auth_method],
      grant: (client) => client.grant_types,
      scope: (client) => parseScopeList(client.scope)
    },
    rare: ['owner', 'status', 'kind', 'method', 'grant', 'scope'],
    searchable: (client) => [
      client.client_id,
      client.client_name,
      client.client_uri ?? '',
      client.owner ?? ''
    ],
    sorts: {
      client_name: (client) => foldName(client.client_name || client.client_id),
      client_id: (client) => client.client_id,
      client_id_issued_at: (client) => client.client_id_issued_at ?? 0,
      token_endpoint_auth_method: (client) => client.token_endpoint_auth_method
    }
  }),
  users: define<User>()({
    kind: 'configuration',
    key: (user) => user.username,
    indexes: {
      login: loginNamesOf,
      sub: (user) => (user.sub ? [user.sub] : []),
      role: (user) => user.roles,
      access: (user) => accessIndexOf(user.roles),
      blocked: (user) => (user.blocked ? ['yes'] : [])
    },
    rare: ['role', 'access', 'blocked'],
    searchable: (user) => [
      user.username,
      user.email ?? '',
      user.name ?? '',
      user.given_name ?? '',
      user.family_name ?? ''
    ],
    sorts: {
      username: (user) => foldName(user.username),
      email: (user) => foldName(user.email ?? ''),
      name: (user) => foldName(user.name || user.username)
    }
  }),
  roles: define<Role>()({
    kind: 'configuration',
    key: (role) => role.name,
    indexes: {},
    searchable: (role) => [role.name, role.description],
    sorts: { name: (role) => role.name }
  }),
  scopes: define<Scope>()({
    kind: 'configuration',
    key: (scope) => scope.name,
    indexes: {},
    searchable: (scope) => [scope.name, scope.description],
    sorts: { name: (scope) => scope.name }
  }),
  claims: define<ClaimRule>()({
    kind: 'configuration',
    key: (rule) => rule.id,
    indexes: {
      client_id: (rule) => (rule.client_id === undefined ? [] : [rule.client_id]),
      scope: (rule) => (rule.scope === undefined ? [] : [rule.scope]),
      place: (rule) => rule.places
    },
    searchable: (rule) => [rule.name, rule.id, rule.description],
    sorts: { name: (rule) => rule.name, id: (rule) => rule.id }
  }),
  keys: define<SigningKey>()({
    kind: 'configuration',
    key: (key) => key.kid,
    indexes: { alg: (key) => [key.alg] },
    searchable: (key) => [key.kid, key.alg],
    sorts: { iat: (key) => key.iat ?? 0 }
  }),
  savedCollections: define<SavedCollection>()({
    kind: 'state',
    key: (collection) => collection.id,
    indexes: {},
    searchable: () => [],
    sorts: { id: (collection) => collection.id }
  }),
  collectionRuns: define<CollectionRun>()({
    kind: 'state',
    key: (run) => run.id,
    indexes: {
      place: ({ actor, collection }) => [`${actor}\n${collection}`],
      collection: ({ collection }) => [collection],
      sub: ({ sub }) => (sub === undefined ? [] : [sub])
    },
    searchable: () => [],
    sorts: { at: (run) => run.at }
  }),
  keptBefore: define<KeptBefore>()({
    kind: 'state',
    key: (kept) => kept.id,
    indexes: { deed: (kept) => ('deed' in kept ? [kept.deed] : []) },
    searchable: () => [],
    sorts: { exp: (kept) => kept.exp }
  }),
  ...PROTOCOL_COLLECTIONS,
  ...PEOPLE_COLLECTIONS
} as const

export type CollectionName = keyof typeof COLLECTIONS
export type RecordOf<Name extends CollectionName> = Parameters<(typeof COLLECTIONS)[Name]['key']>[0]
export type IndexOf<Name extends CollectionName> = keyof (typeof COLLECTIONS)[Name]['indexes'] & string
export type SortOf<Name extends CollectionName> = keyof (typeof COLLECTIONS)[Name]['sorts'] & string
