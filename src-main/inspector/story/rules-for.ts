import { rule, type Rule } from './rule'
import {
  CLIENT,
  CLIENT_KNOWN,
  CLIENT_OPEN,
  LIMIT,
  REQUEST,
  SCOPE,
  SENDER,
  SERVER,
  TARGET
} from './shared-rules'
import { tokenRules } from './token-rules'

const AUTHORIZATION = [
  ...REQUEST,
  CLIENT_KNOWN,
  CLIENT_OPEN,
  rule('redirect-uri', 'RFC 6749 §3.1.2.4', 'redirect-uri-missing redirect-uri-differs'),
  rule(
    'request-object',
    'RFC 9101 §6',
    'request-object-malformed request-object-algorithm-refused request-object-key-unknown request-object-signature-wrong request-object-claim-wrong request-object-replayed request-object-required request-uri-refused pushed-request-required pushed-request-unknown key-set-unavailable'
  ),
  rule(
    'response-type',
    'RFC 6749 §3.1.1',
    'response-type-unknown response-type-not-allowed response-mode-refused flow-off grant-type-not-allowed'
  ),
  rule('pkce', 'RFC 7636 §4.4.1', 'pkce-missing pkce-malformed pkce-method-refused'),
  rule(
    'openid',
    'OpenID Connect Core §3.1.2.1',
    'nonce-missing scope-openid-missing prompt-malformed id-token-hint-wrong'
  ),
  SCOPE,
  TARGET,
  SENDER,
  rule(
    'person-signed-in',
    'OpenID Connect Core §3.1.2.3',
    'sign-in-required account-selection-required authentication-too-weak interaction-unknown form-token-wrong sign-up-off password-reset-off person-unknown person-blocked email-unverified sign-in-limited password-wrong'
  ),
  rule('consent', 'OpenID Connect Core §3.1.2.4', 'consent-required person-refused'),
  LIMIT,
  SERVER
] as const

const RESOURCE = [
  ...REQUEST,
  rule('token-sent', 'RFC 6750 §2', 'token-missing token-twice authorization-scheme-unknown'),
  rule('token-alive', 'RFC 6750 §3.1', 'token-unknown token-for-another-resource token-without-person'),
  SENDER,
  rule('certificate', 'RFC 8705 §3', 'certificate-missing certificate-differs'),
  SCOPE,
  SERVER
] as const

const REGISTRATION = [
  ...REQUEST,
  rule(
    'registration-open',
    'RFC 7591 §3',
    'registration-off registration-token-refused token-missing token-unknown client-unknown'
  ),
  rule(
    'metadata',
    'RFC 7591 §2',
    'metadata-malformed metadata-refused software-statement-refused scope-not-allowed scope-unknown'
  ),
  LIMIT,
  SERVER
] as const

const SIGN_OUT = [
  ...REQUEST,
  CLIENT_KNOWN,
  rule('id-token-hint', 'OpenID Connect RP-Initiated Logout §2', 'id-token-hint-wrong'),
  rule(
    'post-logout-redirect-uri',
    'OpenID Connect RP-Initiated Logout §3',
    'post-logout-redirect-uri-differs'
  ),
  rule('own-form', undefined, 'form-token-wrong interaction-unknown'),
  SERVER
] as const

/** What a person does on a page. */
const PERSON = [
  ...REQUEST,
  ...AUTHORIZATION.filter(({ id }) =>
    ['person-signed-in', 'consent', 'client-known', 'client-open'].includes(id)
  ),
  SERVER
]

const DEVICE_PAGE = rule('user-code', 'RFC 8628 §3.3', 'user-code-unknown')

/** A caller that proves itself and names a token. */
const TOKEN_QUESTION = [...REQUEST, ...CLIENT, SERVER]

const PUSHED = [...REQUEST, ...CLIENT, ...AUTHORIZATION.slice(REQUEST.length + 2)]

const DEVICE_START = [
  ...REQUEST,
  ...CLIENT,
  SENDER,
  rule('flow-allowed', 'RFC 8628 §3.1', 'flow-off grant-type-not-allowed'),
  SCOPE,
  TARGET,
  LIMIT,
  SERVER
]

/** Rules by path; what stands below a path is its own too. */
const RULES: readonly (readonly [path: string, rules: readonly Rule[]])[] = [
  ['/oauth2/authorize', AUTHORIZATION],
  ['/oauth2/par', PUSHED],
  ['/oauth2/device_authorization', DEVICE_START],
  ['/oauth2/userinfo', RESOURCE],
  ['/oauth2/introspect', TOKEN_QUESTION],
  ['/oauth2/revoke', TOKEN_QUESTION],
  ['/oauth2/register', REGISTRATION],
  ['/oauth2/logout', SIGN_OUT],
  ['/sign-out', SIGN_OUT],
  ['/device', [DEVICE_PAGE, ...PERSON]]
]

/** The rules that a request passes, in their order. */
export function rulesFor({
  path,
  grant_type,
  page
}: {
  path: string
  grant_type?: string | undefined
  page?: boolean | undefined
}): readonly Rule[] {
  if (path === '/oauth2/token') return tokenRules(grant_type)
  const known = RULES.find(([start]) => path === start || path.startsWith(`${start}/`))
  if (known) return known[1]
  return page ? PERSON : [...REQUEST, SERVER]
}
