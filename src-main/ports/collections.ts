import {
  foldName,
  loginNamesOf,
  type Client,
  type IssuedToken,
  type PanelSession,
  type PlaygroundKey,
  type Role,
  type Scope,
  type SignInAttempts,
  type SigningKey,
  type UsedAssertion,
  type User
} from '../model'

/** What a store must know of a kind of record. Every adapter computes from these, so that none forgets an index. */
export interface CollectionDefinition<T, Index extends string = string> {
  readonly key: (record: T) => string
  /** Indexed values of a record, by index; a record may stand under several values of one index. */
  readonly indexes: Readonly<Record<Index, (record: T) => readonly string[]>>
  /** Texts that a search looks into. */
  readonly searchable: (record: T) => readonly string[]
  /** Orders in which a list can be had. The first is the one that an unsorted list has. */
  readonly sorts: Readonly<Record<string, (record: T) => string | number>>
  /**
   * configuration – few, written whole, fit for a diff; state – many, each write cheap, gone when `exp` has passed;
   * volatile – lost with the process.
   */
  readonly kind: 'configuration' | 'state' | 'volatile'
}

function define<T>() {
  return <Index extends string>(definition: CollectionDefinition<T, Index>) => definition
}

export const COLLECTIONS = {
  clients: define<Client>()({
    kind: 'configuration',
    key: (client) => client.client_id,
    indexes: { owner: (client) => (client.owner ? [client.owner] : []) },
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
      role: (user) => user.roles
    },
    searchable: (user) => [
      user.username,
      user.email ?? '',
      user.name ?? '',
      user.given_name ?? '',
      user.family_name ?? ''
    ],
    sorts: { username: (user) => foldName(user.username), email: (user) => foldName(user.email ?? '') }
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
  keys: define<SigningKey>()({
    kind: 'configuration',
    key: (key) => key.kid,
    indexes: { alg: (key) => [key.alg] },
    searchable: (key) => [key.kid, key.alg],
    sorts: { iat: (key) => key.iat ?? 0 }
  }),
  tokens: define<IssuedToken>()({
    kind: 'state',
    key: (token) => token.id,
    indexes: {
      client_id: (token) => [token.client_id],
      sub: (token) => (token.sub ? [token.sub] : [])
    },
    searchable: (token) => [token.client_id],
    sorts: { iat: (token) => token.iat }
  }),
  panelSessions: define<PanelSession>()({
    kind: 'state',
    key: (session) => session.id,
    indexes: { username: (session) => [session.username] },
    searchable: (session) => [session.username],
    sorts: { createdAt: (session) => session.createdAt }
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
  }),
  signInAttempts: define<SignInAttempts>()({
    kind: 'volatile',
    key: (attempts) => attempts.id,
    indexes: {},
    searchable: () => [],
    sorts: { exp: (attempts) => attempts.exp }
  })
} as const

export type CollectionName = keyof typeof COLLECTIONS
export type RecordOf<Name extends CollectionName> = Parameters<(typeof COLLECTIONS)[Name]['key']>[0]
export type IndexOf<Name extends CollectionName> = keyof (typeof COLLECTIONS)[Name]['indexes'] & string
export type SortOf<Name extends CollectionName> = keyof (typeof COLLECTIONS)[Name]['sorts'] & string
