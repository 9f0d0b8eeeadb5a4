import { OAuthError } from '../../oauth-error'

const PREFIX = 'urn:ietf:params:oauth:token-type:'

/** RFC 8693 §3. */
export const ACCESS_TOKEN_TYPE = `${PREFIX}access_token`
export const JWT_TYPE = `${PREFIX}jwt`
export const ID_TOKEN_TYPE = `${PREFIX}id_token`

/** What can be exchanged: tokens that this server issued. */
const ACCEPTED = [ACCESS_TOKEN_TYPE, JWT_TYPE, ID_TOKEN_TYPE]
/** What it can be exchanged for. */
const ISSUED = [ACCESS_TOKEN_TYPE, JWT_TYPE]

/** The type of a token that is presented. A refresh token is none: it is only good for what RFC 6749 §6 says. */
export function requireAcceptedType(name: string, type: string): string {
  return requireOneOf(ACCEPTED, name, type)
}

/** RFC 8693 §2.1, requested_token_type: an access token where nothing is asked for. */
export function requestedType(type: string | undefined): string {
  return type === undefined ? ACCESS_TOKEN_TYPE : requireOneOf(ISSUED, 'requested_token_type', type)
}

function requireOneOf(types: readonly string[], name: string, type: string): string {
  if (types.includes(type)) return type
  throw new OAuthError(
    'invalid_request',
    'token-type-unknown',
    `The ${name} ${type} is not accepted here; expected is ${types.join(', ')} (RFC 8693 section 3).`
  )
}
