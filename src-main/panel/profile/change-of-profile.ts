import { patchSettings, type Client, type Profile, type User } from '../../model'
import type { Clock, ConfigurationChange, Random, Store } from '../../ports'
import type { ImportSteps } from './import-progress'

export interface ImportDependencies {
  readonly store: Pick<Store, 'clients' | 'users' | 'settings'>
  readonly random: Random
  readonly clock: Pick<Clock, 'nowSeconds'>
}

/** As many records as are prepared within a few milliseconds. */
const AT_ONCE = 250

/** What taking in a profile writes: each record whole, with what it keeps of the one that is there. `steps` hears of each slice of them. */
export async function changeOfProfile(
  { store, random, clock }: ImportDependencies,
  { settings, clients, users, roles, scopes, claims, keys }: Profile,
  steps?: Pick<ImportSteps, 'prepared'>
): Promise<ConfigurationChange> {
  const now = clock.nowSeconds()
  await steps?.prepared([roles, scopes, claims, keys].reduce((sum, list) => sum + (list?.length ?? 0), 0))
  return {
    ...(clients ? { clients: await inSlices(clients, (one) => importedClient(store, now, one), steps) } : {}),
    ...(users ? { users: await inSlices(users, (user) => importedUser(store, random, user), steps) } : {}),
    ...(roles ? { roles } : {}),
    ...(scopes ? { scopes } : {}),
    ...(claims ? { claims } : {}),
    ...(keys ? { keys } : {}),
    // Last, so that what somebody sets while records are prepared is kept.
    ...(settings ? { settings: patchSettings(await store.settings.get(), settings) } : {})
  }
}

/** Prepares records a slice at a time, so that who counts them hears of each and the server answers others meanwhile. */
async function inSlices<From, To>(
  records: readonly From[],
  prepare: (record: From) => Promise<To>,
  steps: Pick<ImportSteps, 'prepared'> | undefined
): Promise<To[]> {
  const ready: To[] = []
  for (let at = 0; at < records.length; at += AT_ONCE) {
    const slice = records.slice(at, at + AT_ONCE)
    for (const one of await Promise.all(slice.map(prepare))) ready.push(one)
    await steps?.prepared(slice.length)
  }
  return ready
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
