import { accessLevelOf, type User } from '../model'
import type { NewestConfiguration } from '../ports'

/** Whether the server would have no administrator left who can sign in, if this person were none any more. */
export function isLastAdministrator(
  newest: Pick<NewestConfiguration, 'find'>,
  { username, roles }: Pick<User, 'username' | 'roles'>
): boolean {
  if (accessLevelOf(roles) !== 'administrator') return false
  const all = newest.find('users', 'access', 'administrator')
  return !all.some((other) => other.username !== username && !other.blocked)
}
