import { SERVER_CLAIMS, type User } from '../../model'
import { CLAIMS_OF_SCOPES } from './scope-claims'

/** Claims of a person that are fields of their record (OpenID Connect Core §5.1). Anything else of the record is nobody's business. */
const FIELDS: ReadonlySet<string> = new Set(Object.values(CLAIMS_OF_SCOPES).flat())

/** A claim of a person, with the field of their record that it was read from; `claims.…` is one of their own. */
export interface ReadClaim {
  readonly field: string
  readonly value: unknown
}

/**
 * Where a claim of a person stands; undefined: they have none of this name. A name with a language tag, such as `name#ja-Kana-JP`,
 * is one that stands among their own claims (OpenID Connect Core §5.2).
 */
export function readClaim(user: User, name: string): ReadClaim | undefined {
  const place = placeOf(user, name)
  return place && { field: place === 'own' ? `claims.${name}` : name, value: valueAt(user, place, name) }
}

/** A claim of a person; undefined: they have none of this name. */
export function claimOf(user: User, name: string): unknown {
  const place = placeOf(user, name)
  return place && valueAt(user, place, name)
}

function placeOf(user: User, name: string): 'field' | 'own' | undefined {
  if (SERVER_CLAIMS.has(name)) return undefined
  const own = Object.hasOwn(user.claims, name) ? 'own' : undefined
  // Of roles, a claim of their own comes first; of everything else, the record.
  if (name === 'roles') return own ?? 'field'
  return isField(user, name) ? 'field' : own
}

function isField(user: User, name: string): boolean {
  if (name === 'email_verified') return user.email !== undefined
  if (name === 'phone_number_verified') return user.phone_number !== undefined
  return FIELDS.has(name) && user[name as keyof User] !== undefined
}

function valueAt(user: User, place: 'field' | 'own', name: string): unknown {
  if (place === 'own') return user.claims[name]
  // OpenID Connect Core §5.1: true if the End-User's e-mail address has been verified, otherwise false.
  if (name === 'email_verified') return user.email_verified ?? false
  if (name === 'phone_number_verified') return user.phone_number_verified ?? false
  return user[name as keyof User]
}
