import { CONSENT, PERSON_SIGNED_IN, REQUESTED, REDIRECT_URI } from './authorization-rules'
import { rule, type Rule } from './rule'
import {
  BOUND,
  CLIENT,
  CLIENT_KNOWN,
  CLIENT_OPEN,
  FLOW_ALLOWED,
  LIMIT,
  READABLE,
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
  ...REQUESTED,
  PERSON_SIGNED_IN,
  CONSENT,
  LIMIT,
  SERVER
]

/** Checked as the authorization endpoint would, before anybody sees it (RFC 9126 §2.1). */
const PUSHED = [...REQUEST, ...CLIENT, ...REQUESTED, SENDER, BOUND, SERVER]

const RESOURCE = [
  READABLE,
  rule(
    'token-sent',
    'RFC 6750 §2',
    'token-missing token-twice token-in-query parameter-missing authorization-scheme-unknown'
  ),
  rule('token-alive', 'RFC 6750 §3.1', 'token-unknown'),
  SENDER,
  BOUND,
  rule('certificate', 'RFC 8705 §3', 'certificate-missing certificate-differs', { concerns: () => false }),
  rule('token-meant', 'RFC 8707 §2.2', 'token-for-another-resource'),
  SCOPE,
  rule('token-person', 'OpenID Connect Core §5.3', 'token-without-person'),
  SERVER
]

/** A caller that proves itself and names a token. */
const NAMES_TOKEN = rule('token-named', 'RFC 7662 §2.1', 'parameter-missing token-in-query')
const INTROSPECTION = [
  READABLE,
  ...CLIENT,
  rule('client-confidential', 'RFC 7662 §2.1', 'client-public'),
  NAMES_TOKEN,
  SERVER
]
const REVOCATION = [READABLE, ...CLIENT, { ...NAMES_TOKEN, section: 'RFC 7009 §2.1' }, SERVER]

const DEVICE_START = [
  ...REQUEST,
  ...CLIENT,
  rule('flow-known', 'RFC 8628 §3.1', 'grant-type-unknown flow-off'),
  FLOW_ALLOWED,
  SCOPE,
  TARGET,
  LIMIT,
  SERVER
]

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
]

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
]

/** What a person does on a page. */
const PERSON = [...REQUEST, CLIENT_KNOWN, CLIENT_OPEN, REDIRECT_URI, PERSON_SIGNED_IN, CONSENT, SERVER]

const DEVICE_PAGE = rule('user-code', 'RFC 8628 §3.3', 'user-code-unknown')

/** Rules by path; what stands below a path is its own too. */
const RULES: readonly (readonly [path: string, rules: readonly Rule[]])[] = [
  ['/oauth2/authorize', AUTHORIZATION],
  ['/oauth2/par', PUSHED],
  ['/oauth2/device_authorization', DEVICE_START],
  ['/oauth2/userinfo', RESOURCE],
  ['/oauth2/introspect', INTROSPECTION],
  ['/oauth2/revoke', REVOCATION],
  ['/oauth2/register', REGISTRATION],
  ['/oauth2/logout', SIGN_OUT],
  ['/sign-out', SIGN_OUT],
  ['/device', [DEVICE_PAGE, ...PERSON]]
]

/** What is done wrong on purpose comes before every rule, and is told of where it acted alone. */
const FAULT = rule('fault', undefined, 'fault-injected', { concerns: () => false })

interface Place {
  path: string
  grant_type?: string | undefined
  page?: boolean | undefined
}

/** The rules that a request passes, in the order in which the server asks them. */
export function rulesFor(place: Place): readonly Rule[] {
  return [FAULT, ...rulesAt(place)]
}

function rulesAt({ path, grant_type, page }: Place): readonly Rule[] {
  if (path === '/oauth2/token') return tokenRules(grant_type)
  const known = RULES.find(([start]) => path === start || path.startsWith(`${start}/`))
  if (known) return known[1]
  return page ? PERSON : [...REQUEST, SERVER]
}
