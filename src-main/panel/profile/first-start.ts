import { isDeepStrictEqual } from 'node:util'
import { DEFAULT_SETTINGS, hasDocumentedPassword, type Profile, type User } from '../../model'
import type { Store } from '../../ports'
import { checkProfile } from './check-profile'
import { createDefaultProfile } from './default-profile'
import { importProfile, type ImportOutcome } from './import-profile'
import { isRecord } from './is-record'

/**
 * Fills a store that holds no configuration yet: the built-in roles, the profile if there is one, and the documented
 * administrator unless the profile brings an administrator of its own. A profile with faults changes nothing.
 */
export async function prepareFirstStart(
  dependencies: Parameters<typeof importProfile>[0],
  profile?: unknown
): Promise<ImportOutcome> {
  if (profile === undefined) return importProfile(dependencies, createDefaultProfile())
  const checked = await checkProfile(dependencies, profile)
  if (!checked.ok || !isRecord(profile)) return importProfile(dependencies, profile)
  const filled = await importProfile(dependencies, withFirstRecords(profile, checked.profile))
  // What the profile itself brought, not what was added to it.
  return filled.ok ? { ok: true, counts: checked.counts } : filled
}

/** A document with what every first start brings besides: the built-in roles that it leaves out, and an administrator where it has none. */
export function withFirstRecords(
  document: Readonly<Record<string, unknown>>,
  { roles = [], users = [] }: Pick<Profile, 'roles' | 'users'>
): Readonly<Record<string, unknown>> {
  const initial = createDefaultProfile()
  const named = new Set(roles.map((role) => role.name))
  const hasAdministrator = users.some((user) => user.roles.includes('administrator'))
  return {
    ...document,
    roles: [...(initial.roles ?? []).filter((role) => !named.has(role.name)), ...roles],
    users: [...(hasAdministrator ? [] : missingAdministrator(initial.users, users)), ...users]
  }
}

/**
 * A document whose first start would leave these people the passwords that they have: in the place of its own, and of the
 * documented administrator's. Faults stay in it, for whoever takes it in to tell.
 */
export async function withPasswordsOf(
  people: readonly User[],
  dependencies: Parameters<typeof checkProfile>[0],
  document: Readonly<Record<string, unknown>>
): Promise<Readonly<Record<string, unknown>>> {
  const checked = await checkProfile(dependencies, document)
  if (!checked.ok) return document
  const whole = withFirstRecords(document, checked.profile)
  const kept = new Map(people.map((person) => [person.username, person]))
  const users = (whole.users as readonly User[]).map((user) => {
    const { password, password_hash } = kept.get(user.username) ?? user
    const { password: _password, password_hash: _hash, ...rest } = user
    return { ...rest, ...(password !== undefined && { password }), ...(password_hash && { password_hash }) }
  })
  return { ...whole, users }
}

/** The documented administrator, unless the profile gives that very name to somebody else. */
function missingAdministrator(
  initial: ReturnType<typeof createDefaultProfile>['users'],
  users: readonly { username: string }[]
) {
  return (initial ?? []).filter((one) => !users.some((user) => user.username === one.username))
}

const NONE_AT_FIRST = ['clients', 'scopes', 'claims'] as const

/**
 * Whether a store holds no more than what a first start without a profile puts there, so that nobody's work is lost when it
 * begins anew.
 */
export async function isAsFirstStarted(
  store: Pick<Store, 'users' | 'roles' | 'settings' | (typeof NONE_AT_FIRST)[number]>
): Promise<boolean> {
  const initial = createDefaultProfile()
  for (const name of NONE_AT_FIRST) if ((await store[name].list({ limit: 1 })).items.length > 0) return false
  const { items: users } = await store.users.list({ limit: 2 })
  const { items: roles } = await store.roles.list({})
  return (
    users.length === initial.users?.length &&
    users.every(hasDocumentedPassword) &&
    roles.length === initial.roles?.length &&
    isDeepStrictEqual(await store.settings.get(), DEFAULT_SETTINGS)
  )
}
