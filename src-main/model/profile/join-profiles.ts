import type { WholeProfile } from './parse-profile'
import { PROFILE_KEYS, PROFILE_LISTS } from './profile-keys'

/** A profile that has besides, before its own, the records of another one whose keys it doesn't name. */
export function withRecordsBefore(profile: WholeProfile, others: WholeProfile): WholeProfile {
  const joined: Record<string, unknown> = { ...profile }
  for (const name of PROFILE_LISTS) {
    const key = PROFILE_KEYS[name]
    const keyOf = (record: object) => (record as Readonly<Record<string, unknown>>)[key]
    const own: readonly object[] = profile[name] ?? []
    const named = new Set(own.map(keyOf))
    const before = (others[name] ?? []).filter((record) => !named.has(keyOf(record)))
    if (before.length > 0) joined[name] = [...before, ...own]
  }
  return joined as WholeProfile
}
