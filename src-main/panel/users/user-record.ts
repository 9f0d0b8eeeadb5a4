import { foldName, say, userSchema, type User } from '../../model'
import type { Store } from '../../ports'
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
export async function requireFreeNames(
  { users }: Pick<Store, 'users'>,
  { username, email, sub }: Pick<User, 'username' | 'email' | 'sub'>,
  self?: string
): Promise<void> {
  const others = (found: readonly User[]) => found.filter((user) => user.username !== self)
  const holder = async (name: string) => others(await users.find('login', foldName(name)))[0]
  const issues = []
  const byUsername = await holder(username)
  if (byUsername) issues.push({ path: ['username'], message: taken(username, byUsername) })
  const byEmail =
    email === undefined || foldName(email) === foldName(username) ? undefined : await holder(email)
  if (byEmail && email) issues.push({ path: ['email'], message: taken(email, byEmail) })
  if (sub !== undefined && others(await users.find('sub', sub)).length > 0)
    issues.push({ path: ['sub'], message: say('subject_taken', { sub: JSON.stringify(sub) }) })
  if (issues.length > 0) throw unprocessable(issues)
}

/** Throws an issue at `roles` for one that doesn't exist; roles that the person has already stay. */
export async function requireKnownRoles(
  { roles }: Pick<Store, 'roles'>,
  wanted: readonly string[],
  known: readonly string[] = []
): Promise<void> {
  for (const name of wanted) {
    if (known.includes(name) || (await roles.get(name))) continue
    const all = (await roles.list({ limit: 20 })).items.map((role) => role.name)
    throw unprocessable([
      {
        path: ['roles'],
        message: say('role_unknown_among', { name: JSON.stringify(name), known: all.join(', ') })
      }
    ])
  }
}

function taken(name: string, holder: User): string {
  const values = { name: JSON.stringify(name), username: holder.username }
  return foldName(holder.username) === foldName(name)
    ? say('name_taken', values)
    : say('name_taken_by', values)
}
