import type { Issue } from '../../contract'
import {
  completeProfile,
  parseProfile,
  say,
  type CheckedProfile,
  type Parsed,
  type Profile,
  type WholeProfile
} from '../../model'
import { isWholeKey } from '../../oauth'
import type { Random, Store } from '../../ports'
import { isRecord } from './is-record'
import { secretsLackingIn, withClientSecrets } from './with-client-secrets'

/** How many of each a profile names; of settings, the single values. */
export type ProfileCounts = Record<
  'settings' | 'clients' | 'users' | 'roles' | 'scopes' | 'claims' | 'keys',
  number
>

export type ProfileCheck =
  | { readonly ok: true; readonly profile: WholeProfile; readonly counts: ProfileCounts }
  | { readonly ok: false; readonly issues: Issue[] }

interface Dependencies {
  readonly store: Pick<Store, 'clients' | 'users'>
  readonly random: Random
}

/** A document checked against the profile's schema and against what is in the store; nothing is changed. */
export async function checkProfile(dependencies: Dependencies, document: unknown): Promise<ProfileCheck> {
  return checkInStore(dependencies, parseProfile(await withClientSecrets(dependencies, document)))
}

/** The same for a profile that the schema has accepted already, as whoever reads a file has it. */
export async function checkParsedProfile(
  dependencies: Dependencies,
  profile: CheckedProfile
): Promise<ProfileCheck> {
  return checkInStore(dependencies, completeProfile(profile, await secretsLackingIn(dependencies, profile)))
}

async function checkInStore({ store }: Dependencies, parsed: Parsed<WholeProfile>): Promise<ProfileCheck> {
  const { profile } = parsed
  if (!profile) return { ok: false, issues: [...parsed.issues] }
  const issues = [...(await danglingOwners(store, profile)), ...brokenKeys(profile)]
  if (issues.length > 0) return { ok: false, issues }
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

/** Keys that could sign nothing that anybody verifies. */
export function brokenKeys({ keys = [] }: Profile): Issue[] {
  const broken = [...keys.entries()].filter(([, key]) => !isWholeKey(key))
  return broken.map(([at]) => ({ path: ['keys', at], message: say('key_not_whole') }))
}

/** How many of each a profile names. */
export function countsOf({ settings, clients, users, roles, scopes, claims, keys }: Profile): ProfileCounts {
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
