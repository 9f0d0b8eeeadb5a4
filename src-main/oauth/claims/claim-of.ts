import type { User } from '../../model'
import { CLAIMS_OF_SCOPES } from './scope-claims'

/** Claims of a person that are fields of their record (OpenID Connect Core §5.1). Anything else of the record is nobody's business. */
const FIELDS: ReadonlySet<string> = new Set(Object.values(CLAIMS_OF_SCOPES).flat())

/** Claims that the server alone makes: no person's own stand in for them. */
export const SERVER_CLAIMS: ReadonlySet<string> = new Set([
  'iss',
  'sub',
  'aud',
  'exp',
  'nbf',
  'iat',
  'jti',
  'nonce',
  'auth_time',
  'acr',
  'amr',
  'azp',
  'sid',
  'at_hash',
  'c_hash',
  's_hash',
  'client_id',
  'scope',
  'act',
  'may_act',
  'cnf',
  'events',
  'token_introspection',
  'authorization_details'
])

/**
 * A claim of a person; undefined: they have none of this name. A name with a language tag, such as `name#ja-Kana-JP`, is one that
 * stands among their own claims (OpenID Connect Core §5.2).
 */
export function claimOf(user: User, name: string): unknown {
  if (SERVER_CLAIMS.has(name)) return undefined
  const own = Object.hasOwn(user.claims, name) ? user.claims[name] : undefined
  // OpenID Connect Core §5.1: true if the End-User's e-mail address has been verified, otherwise false.
  if (name === 'email_verified') return user.email === undefined ? own : (user.email_verified ?? false)
  if (name === 'phone_number_verified')
    return user.phone_number === undefined ? own : (user.phone_number_verified ?? false)
  if (name === 'roles') return own ?? user.roles
  return (FIELDS.has(name) ? user[name as keyof User] : undefined) ?? own
}
