import { rule } from './rule'

/** Rules that several endpoints have. */
export const REQUEST = [
  rule(
    'request-readable',
    'RFC 6749 §3.2',
    'method-not-allowed content-type-wrong content-encoding-unsupported body-too-large form-escape-malformed parameter-repeated parameter-missing parameter-malformed parameter-contradicts token-in-query authorization-repeated'
  )
] as const

export const CLIENT_KNOWN = rule(
  'client-known',
  'RFC 6749 §2.2',
  'client-id-missing client-id-contradicts client-unknown'
)
export const CLIENT_OPEN = rule('client-open', undefined, 'client-blocked owner-blocked')

export const CLIENT = [
  CLIENT_KNOWN,
  rule(
    'client-method',
    'RFC 6749 §2.3',
    'client-authentication-missing client-authentication-twice client-authentication-off client-authentication-differs authorization-scheme-unknown basic-malformed assertion-type-unknown client-public'
  ),
  rule(
    'client-proof',
    'RFC 6749 §2.3.1',
    'client-secret-wrong assertion-malformed assertion-algorithm-refused assertion-key-in-header assertion-key-unknown assertion-signature-wrong assertion-claim-missing assertion-issuer-wrong assertion-audience-wrong assertion-expired assertion-lifetime-too-long assertion-not-yet-valid assertion-replayed key-set-unavailable client-key-unknown certificate-missing certificate-differs certificate-untrusted'
  ),
  CLIENT_OPEN
] as const

export const SENDER = rule(
  'sender-proof',
  'RFC 9449 §4.3',
  'dpop-malformed dpop-algorithm-refused dpop-signature-wrong dpop-claim-wrong dpop-replayed dpop-nonce-missing dpop-required proof-differs token-binding-differs'
)
export const SCOPE = rule(
  'scope',
  'RFC 6749 §3.3',
  'scope-malformed scope-unknown scope-not-allowed scope-insufficient'
)
export const TARGET = rule(
  'target',
  'RFC 8707 §2',
  'resource-malformed resource-unknown resource-not-granted authorization-details-malformed authorization-details-refused'
)
export const LIMIT = rule('limit', undefined, 'limit-reached')
export const SERVER = rule('server', undefined, 'store-unavailable server-fault')
