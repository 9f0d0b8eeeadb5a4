import { rule, sends, type Asked } from './rule'
import { SCOPE, TARGET } from './shared-rules'

export const REDIRECT_URI = rule(
  'redirect-uri',
  'RFC 6749 §3.1.2.4',
  'redirect-uri-missing redirect-uri-differs'
)

const asksOpenId = ({ parts }: Asked): boolean =>
  !parts || parts.sent.some(([name, value]) => name === 'scope' && value.split(' ').includes('openid'))

/** What is asked of an authorization request, pushed or not, before a person sees anything of it. */
export const REQUESTED = [
  rule(
    'request-object',
    'RFC 9101 §6',
    'request-object-malformed request-object-algorithm-refused request-object-key-unknown request-object-signature-wrong request-object-claim-wrong request-object-replayed request-object-required request-uri-refused pushed-request-required pushed-request-unknown key-set-unavailable',
    { concerns: sends('request', 'request_uri') }
  ),
  REDIRECT_URI,
  rule(
    'response-type',
    'RFC 6749 §3.1.1',
    'response-type-unknown response-type-not-allowed response-mode-refused flow-off grant-type-not-allowed'
  ),
  rule(
    'openid',
    'OpenID Connect Core §3.1.2.1',
    'nonce-missing scope-openid-missing prompt-malformed id-token-hint-wrong',
    { concerns: asksOpenId }
  ),
  rule('pkce', 'RFC 7636 §4.4.1', 'pkce-missing pkce-malformed pkce-method-refused'),
  SCOPE,
  TARGET
] as const

export const PERSON_SIGNED_IN = rule(
  'person-signed-in',
  'OpenID Connect Core §3.1.2.3',
  'sign-in-required account-selection-required authentication-too-weak interaction-unknown form-token-wrong sign-up-off password-reset-off person-unknown person-blocked email-unverified sign-in-limited password-wrong'
)
export const CONSENT = rule('consent', 'OpenID Connect Core §3.1.2.4', 'consent-required person-refused')
