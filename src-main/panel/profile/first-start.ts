import { isDeepStrictEqual } from 'node:util'
import {
  DEFAULT_SETTINGS,
  hasDocumentedPassword,
  parseProfile,
  withRecordsBefore,
  type CheckedProfile,
  type ProfileInput,
  type User,
  type WholeProfile
} from '../../model'
import type { Store } from '../../ports'
import { checkParsedProfile } from './check-profile'
import { createDefaultProfile } from './default-profile'
import { importProfile, takeIn, type ImportOutcome } from './import-profile'

/**
 * Fills a store that holds no configuration yet: the built-in roles, the profile if there is one, and the documented
 * administrator unless the profile brings an administrator of its own. A profile with faults changes nothing.
 */
export async function prepareFirstStart(
  dependencies: Parameters<typeof importProfile>[0],
  profile?: CheckedProfile
): Promise<ImportOutcome> {
  if (profile === undefined) return importProfile(dependencies, createDefaultProfile())
  const checked = await checkParsedProfile(dependencies, profile)
  if (!checked.ok) return checked
  // Counted is what the profile itself brought, not what is added to it.
  return takeIn(dependencies, { ...checked, profile: withFirstRecords(checked.profile) })
}

/**
 * A profile with what every first start brings besides: the built-in roles that it leaves out, and an administrator where it has none,
 * unless it gives that very name to somebody else.
 */
export function withFirstRecords(profile: WholeProfile): WholeProfile {
  const { users, ...rest } = createDefaultProfile()
  const hasAdministrator = profile.users?.some((user) => user.roles.includes('administrator'))
  const first = parseProfile({ ...rest, users: hasAdministrator ? [] : users })
  return withRecordsBefore(profile, first.profile!)
}

/**
 * A document whose first start would leave these people the passwords that they have: in the place of the profile's own, and of the
 * documented administrator's.
 */
export function withPasswordsOf(people: readonly User[], profile: WholeProfile): ProfileInput {
  const whole = withFirstRecords(profile)
  const kept = new Map(people.map((person) => [person.username, person]))
  const users = whole.users?.map((user) => {
    const { password, password_hash } = kept.get(user.username) ?? user
    const { password: _password, password_hash: _hash, ...rest } = user
    return { ...rest, ...(password !== undefined && { password }), ...(password_hash && { password_hash }) }
  })
  return { ...whole, users }
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
