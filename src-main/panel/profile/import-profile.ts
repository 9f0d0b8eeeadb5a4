import type { Issue } from '../../contract'
import { patchSettings, type Profile, type User } from '../../model'
import type { Clock, ConfigurationChange, Random, Store } from '../../ports'
import { checkProfile, type ProfileCounts } from './check-profile'

export type ImportOutcome =
  { readonly ok: true; readonly counts: ProfileCounts } | { readonly ok: false; readonly issues: Issue[] }

/**
 * Replaces what the document names, by its keys, all of it or nothing, and leaves the rest. Passwords stay clear, for
 * `accounts.hashPending` to hash; a user without `sub` keeps the one that it has, else gets one.
 * Rejects with the store's StoreError when nothing could be written.
 */
export async function importProfile(
  dependencies: {
    store: Pick<Store, 'clients' | 'users' | 'settings' | 'writeConfiguration'>
    random: Random
    clock: Pick<Clock, 'nowSeconds'>
  },
  document: unknown
): Promise<ImportOutcome> {
  const checked = await checkProfile(dependencies, document)
  if (!checked.ok) return checked
  await dependencies.store.writeConfiguration(await changeOf(dependencies, checked.profile))
  return { ok: true, counts: checked.counts }
}

async function changeOf(
  { store, random, clock }: Parameters<typeof importProfile>[0],
  { settings, clients, users, roles, scopes, keys }: Profile
): Promise<ConfigurationChange> {
  const now = clock.nowSeconds()
  return {
    ...(settings ? { settings: patchSettings(await store.settings.get(), settings) } : {}),
    ...(clients ? { clients: clients.map((client) => ({ client_id_issued_at: now, ...client })) } : {}),
    ...(users ? { users: await Promise.all(users.map((user) => importedUser(store, random, user))) } : {}),
    ...(roles ? { roles } : {}),
    ...(scopes ? { scopes } : {}),
    ...(keys ? { keys } : {})
  }
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
