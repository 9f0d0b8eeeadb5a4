import { PROFILE_VERSION, type Client, type Settings, type User } from '../../model'
import type { Store } from '../../ports'

/** Where an editor finds the schema: beside the profile, as it is shipped. */
const SCHEMA_REFERENCE = './profile.schema.json'

type Exported = Pick<Store, 'settings' | 'roles' | 'scopes' | 'claims' | 'users' | 'clients' | 'keys'>

/**
 * The whole configuration, in an order that doesn't depend on how it came to be, so that it reads well in a diff.
 * `withoutSecrets` leaves out keys, client secrets, passwords and their hashes.
 */
export async function exportProfile(
  { store }: { store: Exported },
  { withoutSecrets = false }: { withoutSecrets?: boolean } = {}
): Promise<Record<string, unknown>> {
  const users = await sorted(store.users, (user) => user.username)
  const clients = await sorted(store.clients, (client) => client.client_id)
  return {
    $schema: SCHEMA_REFERENCE,
    version: PROFILE_VERSION,
    settings: withoutSecrets ? publicSettings(await store.settings.get()) : await store.settings.get(),
    roles: await sorted(store.roles, (role) => role.name),
    scopes: await sorted(store.scopes, (scope) => scope.name),
    claims: await sorted(store.claims, (rule) => rule.id),
    users: withoutSecrets ? users.map(publicUser) : users,
    clients: withoutSecrets ? clients.map(publicClient) : clients,
    ...(withoutSecrets ? {} : { keys: await sorted(store.keys, (key) => key.kid) })
  }
}

/** By code units, which no language setting of the machine changes. */
async function sorted<T>(
  collection: { list(): { items: readonly T[] } | Promise<{ items: readonly T[] }> },
  key: (record: T) => string
): Promise<T[]> {
  const { items } = await collection.list()
  return [...items].sort((one, other) => (key(one) < key(other) ? -1 : 1))
}

/**
 * Of the settings, the password for the mail server and the secret of pairwise subjects are left out, so that taking them in
 * leaves those that are there.
 */
function publicSettings({ mail, tokens, ...settings }: Settings): object {
  const { password: _password, ...publicMail } = mail
  const { pairwise_salt: _salt, ...publicTokens } = tokens
  return { ...settings, mail: publicMail, tokens: publicTokens }
}

function publicUser({ password: _password, password_hash: _hash, ...user }: User): Omit<User, 'password'> {
  return user
}

function publicClient({ client_secret: _secret, other_secrets: _others, ...client }: Client): object {
  return client
}
