import type { Profile } from '../../model'
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

/** The documented administrator, unless the profile gives that very name to somebody else. */
function missingAdministrator(
  initial: ReturnType<typeof createDefaultProfile>['users'],
  users: readonly { username: string }[]
) {
  return (initial ?? []).filter((one) => !users.some((user) => user.username === one.username))
}
