import { z } from '../zod'
import { label } from '../text'
import { say } from '../messages/say'

export const roleSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9._:-]{1,100}$/, say('role_name')),
  description: label('description', 500).default('')
})
export type Role = z.infer<typeof roleSchema>

/** The levels of access to the panel, from least to most; each may do what the ones before it may. */
export const ACCESS_LEVELS = ['anyone', 'user', 'moderator', 'administrator'] as const
export type AccessLevel = (typeof ACCESS_LEVELS)[number]

/** The roles that every server has; two of them carry an access level of the panel. */
export const BUILT_IN_ROLES: readonly Role[] = [
  { name: 'user', description: 'An ordinary user' },
  { name: 'moderator', description: 'Sees everything; may block users and clients and close sessions' },
  { name: 'administrator', description: 'May do everything' }
]

/** The level that a set of roles gives to a person who is signed in. */
export function accessLevelOf(roles: readonly string[]): AccessLevel {
  if (roles.includes('administrator')) return 'administrator'
  return roles.includes('moderator') ? 'moderator' : 'user'
}

export function hasAccess(level: AccessLevel, needed: AccessLevel): boolean {
  return ACCESS_LEVELS.indexOf(level) >= ACCESS_LEVELS.indexOf(needed)
}
