import { carries, rule, sends, type Asked } from './rule'

/** What makes a request unreadable, whatever it asks. */
const UNREADABLE =
  'method-not-allowed content-type-wrong content-encoding-unsupported body-too-large form-escape-malformed parameter-repeated parameter-malformed parameter-contradicts authorization-repeated'

/** Of a request whose parameters have rules of their own. */
export const READABLE = rule('request-readable', 'RFC 6749 §3.2', UNREADABLE)
export const REQUEST = [
  rule('request-readable', 'RFC 6749 §3.2', `${UNREADABLE} parameter-missing token-in-query`)
] as const

export const CLIENT_KNOWN = rule(
  'client-known',
  'RFC 6749 §2.2',
  'client-authentication-missing client-id-missing client-id-contradicts client-unknown'
)
export const CLIENT_OPEN = rule('client-open', undefined, 'client-blocked owner-blocked')

const provesItself = ({ client }: Asked): boolean => client?.token_endpoint_auth_method !== 'none'

/** What is wrong with a JWT that a client signed. */
export const ASSERTION_REASONS =
  'assertion-malformed assertion-algorithm-refused assertion-key-in-header assertion-key-unknown assertion-signature-wrong assertion-claim-missing assertion-issuer-wrong assertion-audience-wrong assertion-expired assertion-lifetime-too-long assertion-not-yet-valid assertion-replayed key-set-unavailable client-key-unknown'

export const CLIENT = [
  CLIENT_KNOWN,
  rule(
    'client-method',
    'RFC 6749 §2.3',
    'client-authentication-twice client-authentication-off client-authentication-differs authorization-scheme-unknown basic-malformed assertion-type-unknown'
  ),
  rule(
    'client-proof',
    'RFC 6749 §2.3.1',
    `client-secret-wrong certificate-missing certificate-differs certificate-untrusted ${ASSERTION_REASONS}`,
    { concerns: provesItself }
  ),
  CLIENT_OPEN
] as const

export const SENDER = rule(
  'sender-proof',
  'RFC 9449 §4.3',
  'dpop-malformed dpop-algorithm-refused dpop-signature-wrong dpop-claim-wrong dpop-replayed dpop-nonce-missing dpop-required',
  { concerns: carries('dpop') }
)
/** What was bound to a key is used with that key. */
export const BOUND = rule('bound-key', 'RFC 9449 §10', 'proof-differs token-binding-differs', {
  concerns: carries('dpop')
})
export const FLOW_ALLOWED = rule('flow-allowed', 'RFC 6749 §5.2', 'client-public grant-type-not-allowed')
export const SCOPE = rule(
  'scope',
  'RFC 6749 §3.3',
  'scope-malformed scope-unknown scope-not-allowed scope-insufficient'
)
export const TARGET = rule(
  'target',
  'RFC 8707 §2',
  'resource-malformed resource-unknown resource-not-granted authorization-details-malformed authorization-details-refused',
  { concerns: sends('resource', 'authorization_details') }
)
export const LIMIT = rule('limit', undefined, 'limit-reached')
export const SERVER = rule('server', undefined, 'store-unavailable server-fault')
