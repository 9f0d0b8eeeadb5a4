import type { Issue } from '../../contract'
import { parseProfile, say, type Profile } from '../../model'
import type { Random, Store } from '../../ports'
import { isRecord } from './is-record'
import { withClientSecrets } from './with-client-secrets'

/** How many of each a profile names; of settings, the single values. */
export type ProfileCounts = Record<
  'settings' | 'clients' | 'users' | 'roles' | 'scopes' | 'claims' | 'keys',
  number
>

export type CheckedProfile =
  | { readonly ok: true; readonly profile: Profile; readonly counts: ProfileCounts }
  | { readonly ok: false; readonly issues: Issue[] }

/** A document checked against the profile's schema and against what is in the store; nothing is changed. */
export async function checkProfile(
  dependencies: { store: Pick<Store, 'clients' | 'users'>; random: Random },
  document: unknown
): Promise<CheckedProfile> {
  const { profile, issues } = parseProfile(await withClientSecrets(dependencies, document))
  if (!profile) return { ok: false, issues: [...issues] }
  const dangling = await danglingOwners(dependencies.store, profile)
  if (dangling.length > 0) return { ok: false, issues: dangling }
  return { ok: true, profile, counts: countsOf(profile) }
}

/** Clients whose owner stands neither in the profile nor in the store. */
async function danglingOwners(
  store: Pick<Store, 'users'>,
  { clients = [], users = [] }: Profile
): Promise<Issue[]> {
  const named = new Set(users.map((user) => user.username))
  const issues: Issue[] = []
  for (const [index, { owner }] of clients.entries()) {
    if (owner === undefined || named.has(owner) || (await store.users.get(owner))) continue
    issues.push({
      path: ['clients', index, 'owner'],
      message: say('user_unknown', { name: JSON.stringify(owner) })
    })
  }
  return issues
}

function countsOf({ settings, clients, users, roles, scopes, claims, keys }: Profile): ProfileCounts {
  const length = (list: readonly unknown[] | undefined) => list?.length ?? 0
  return {
    settings: leavesOf(settings),
    clients: length(clients),
    users: length(users),
    roles: length(roles),
    scopes: length(scopes),
    claims: length(claims),
    keys: length(keys)
  }
}

/** How many records that are: settings are none. */
export function recordsOf({ settings: _settings, ...lists }: ProfileCounts): number {
  return Object.values(lists).reduce((sum, count) => sum + count, 0)
}

function leavesOf(value: unknown): number {
  if (value === undefined) return 0
  return isRecord(value) ? Object.values(value).reduce<number>((sum, one) => sum + leavesOf(one), 0) : 1
}
