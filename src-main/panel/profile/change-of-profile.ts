import { patchSettings, type Client, type Profile, type User } from '../../model'
import type { Clock, ConfigurationChange, Random, Store } from '../../ports'

export interface ImportDependencies {
  readonly store: Pick<Store, 'clients' | 'users' | 'settings'>
  readonly random: Random
  readonly clock: Pick<Clock, 'nowSeconds'>
}

/** What taking in a profile writes: each record whole, with what it keeps of the one that is there. */
export async function changeOfProfile(
  { store, random, clock }: ImportDependencies,
  { settings, clients, users, roles, scopes, claims, keys }: Profile
): Promise<ConfigurationChange> {
  const now = clock.nowSeconds()
  return {
    ...(settings ? { settings: patchSettings(await store.settings.get(), settings) } : {}),
    ...(clients ? { clients: await Promise.all(clients.map((one) => importedClient(store, now, one))) } : {}),
    ...(users ? { users: await Promise.all(users.map((user) => importedUser(store, random, user))) } : {}),
    ...(roles ? { roles } : {}),
    ...(scopes ? { scopes } : {}),
    ...(claims ? { claims } : {}),
    ...(keys ? { keys } : {})
  }
}

/** A client keeps the moment of its registration where the document names none. */
async function importedClient(store: Pick<Store, 'clients'>, now: number, client: Client): Promise<Client> {
  const existing = await store.clients.get(client.client_id)
  return { client_id_issued_at: existing?.client_id_issued_at ?? now, ...client }
}

/** A person keeps what an export without secrets leaves out: the subject, and the password if the document names none. */
async function importedUser(store: Pick<Store, 'users'>, random: Random, user: User): Promise<User> {
  const existing = await store.users.get(user.username)
  const namesPassword = user.password !== undefined || user.password_hash !== undefined
  const kept = existing && !namesPassword ? passwordOf(existing) : {}
  return { ...user, ...kept, sub: user.sub ?? existing?.sub ?? random.uuid() }
}

function passwordOf({ password, password_hash }: User): Pick<User, 'password' | 'password_hash'> {
  return {
    ...(password === undefined ? {} : { password }),
    ...(password_hash === undefined ? {} : { password_hash })
  }
}
