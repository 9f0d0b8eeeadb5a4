import { foldName, say, userSchema, type User } from '../../model'
import type { NewestConfiguration, Store } from '../../ports'
import { issuesOf } from '../access/issues'
import { unprocessable } from '../access/refusal'

/** A person as they are written down, or the contract's error with every fault by its field. */
export function parseUser(record: Readonly<Record<string, unknown>>): User {
  const present = Object.entries(record).filter(([, value]) => value !== undefined && value !== null)
  const input = Object.fromEntries(present)
  const parsed = userSchema.safeParse(input)
  if (parsed.success) return parsed.data
  throw unprocessable(issuesOf(userSchema, parsed.error, input))
}

/** The same person with the fields that are named replaced; `null` takes one away. */
export function changeUser(user: User, changes: Readonly<Record<string, unknown>>, now: number): User {
  const named = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  const wanted: Record<string, unknown> = { ...user, ...named }
  const changed = parseUser(wanted)
  // Whoever has another address has not shown yet that it is theirs.
  if (changed.email !== user.email && named.email_verified === undefined)
    wanted.email_verified = changed.email === undefined ? undefined : false
  // OpenID Connect Core §5.1: when what is known of the person changed last.
  return parseUser({ ...wanted, updated_at: now })
}

/** Throws an issue at each of `username` and `email` by which somebody else signs in already, and at a `sub` that is somebody's. */
export function requireFreeNames(
  newest: Pick<NewestConfiguration, 'find'>,
  { username, email, sub }: Pick<User, 'username' | 'email' | 'sub'>,
  self?: string
): void {
  const others = (index: 'login' | 'sub', value: string) =>
    newest.find('users', index, value).filter((user) => user.username !== self)
  const holder = (name: string) => others('login', foldName(name))[0]
  const issues = []
  const byUsername = holder(username)
  if (byUsername) issues.push({ path: ['username'], message: taken(username, byUsername) })
  const byEmail = email === undefined || foldName(email) === foldName(username) ? undefined : holder(email)
  if (byEmail && email) issues.push({ path: ['email'], message: taken(email, byEmail) })
  if (sub !== undefined && others('sub', sub).length > 0)
    issues.push({ path: ['sub'], message: say('subject_taken', { sub: JSON.stringify(sub) }) })
  if (issues.length > 0) throw unprocessable(issues)
}

/** The names of the first roles, for whoever mistypes one. */
export async function firstRoles({ roles }: Pick<Store, 'roles'>): Promise<string[]> {
  return (await roles.list({ limit: 20 })).items.map(({ name }) => name)
}

/** Throws an issue at `roles` for one that doesn't exist, and tells which of `named` do; roles that the person has already stay. */
export function requireKnownRoles(
  newest: Pick<NewestConfiguration, 'get'>,
  { roles }: Pick<User, 'roles'>,
  named: readonly string[],
  former: readonly string[] = []
): void {
  const isKnown = (name: string) => newest.get('roles', name) !== undefined
  const unknown = roles.find((name) => !former.includes(name) && !isKnown(name))
  if (unknown === undefined) return
  const values = { name: JSON.stringify(unknown), known: named.filter(isKnown).join(', ') }
  throw unprocessable([{ path: ['roles'], message: say('role_unknown_among', values) }])
}

function taken(name: string, holder: User): string {
  const values = { name: JSON.stringify(name), username: holder.username }
  return foldName(holder.username) === foldName(name)
    ? say('name_taken', values)
    : say('name_taken_by', values)
}
