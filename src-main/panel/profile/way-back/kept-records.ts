import { hash } from 'node:crypto'
import { PROFILE_KEYS, type ProfileListName } from '../../../model'
import type { Store } from '../../../ports'
import { isRecord } from '../is-record'

export const keyOf = (name: ProfileListName, record: object) =>
  String((record as Record<string, unknown>)[PROFILE_KEYS[name]])

/** What stands under a key now. */
export async function standingIn(
  store: Pick<Store, ProfileListName>,
  name: ProfileListName,
  key: string
): Promise<object | undefined> {
  return (await store[name].get(key)) as object | undefined
}

/** Under what the digest of a record is kept. */
export const digestName = (name: ProfileListName | 'settings', key = '') => `${name} ${key}`

/** Tells one value of a record from every other. Of a clear password only that there is one: whoever reads the digest should not try words on it. */
export function digestOf(record: object): string {
  const { password, ...rest } = record as Record<string, unknown>
  return hash('sha256', JSON.stringify([password !== undefined, sorted(rest)]), 'base64url')
}

/** A store may give the members of a record back in another order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isRecord(value)) return value
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return members.map(([name, member]) => [name, sorted(member)])
}
