import { rule, sends, type Rule } from './rule'
import {
  ASSERTION_REASONS,
  BOUND,
  CLIENT,
  FLOW_ALLOWED,
  LIMIT,
  REQUEST,
  SCOPE,
  SENDER,
  SERVER,
  TARGET
} from './shared-rules'

const STANDING = 'authorization-ended person-blocked person-unknown'

/** What the person agreed to is still there, and so are they. */
const standing = (section: string): Rule => rule('grant-stands', section, STANDING)

/** The rules of what one grant presents. */
const GRANTS: Readonly<Record<string, readonly Rule[]>> = {
  authorization_code: [
    rule('code-known', 'RFC 6749 §4.1.2', 'code-unknown code-expired'),
    rule('code-client', 'RFC 6749 §4.1.3', 'code-of-another-client'),
    rule('code-redirect-uri', 'RFC 6749 §4.1.3', 'code-redirect-uri-differs'),
    rule(
      'code-verifier',
      'RFC 7636 §4.6',
      'code-verifier-missing code-verifier-wrong code-verifier-unexpected',
      { concerns: sends('code_verifier') }
    ),
    BOUND,
    rule('code-unused', 'RFC 6749 §4.1.2', 'code-replayed'),
    standing('RFC 6749 §4.1.2')
  ],
  refresh_token: [
    rule('refresh-known', 'RFC 6749 §6', 'refresh-token-unknown'),
    rule('refresh-client', 'RFC 6749 §6', 'refresh-token-of-another-client'),
    BOUND,
    rule('refresh-unused', 'RFC 9700 §4.14', 'refresh-token-replayed'),
    standing('RFC 6749 §6')
  ],
  password: [
    rule(
      'person',
      'RFC 6749 §4.3',
      'password-wrong sign-in-limited email-unverified person-blocked person-unknown'
    )
  ],
  'urn:ietf:params:oauth:grant-type:device_code': [
    rule('device-known', 'RFC 8628 §3.4', 'device-code-unknown device-expired'),
    rule('device-pace', 'RFC 8628 §3.5', 'device-polls-too-fast'),
    rule('device-decided', 'RFC 8628 §3.5', 'device-code-pending device-denied'),
    standing('RFC 8628 §3.4')
  ],
  'urn:ietf:params:oauth:grant-type:token-exchange': [
    rule(
      'exchanged-tokens',
      'RFC 8693 §2.2.2',
      `subject-token-refused actor-token-refused token-type-unknown ${STANDING}`
    )
  ],
  'urn:ietf:params:oauth:grant-type:jwt-bearer': [
    // A client that proves itself with an assertion is refused for the same reasons, as invalid_client.
    rule('assertion', 'RFC 7523 §3', ASSERTION_REASONS, { error: 'invalid_grant' }),
    rule('assertion-subject', 'RFC 7523 §3', 'person-unknown person-blocked consent-required')
  ]
}

/** The rules of the token endpoint (RFC 6749 §3.2), with those of the grant, in the order in which it asks them. */
export function tokenRules(grantType: string | undefined): readonly Rule[] {
  const own = grantType !== undefined && Object.hasOwn(GRANTS, grantType) ? GRANTS[grantType]! : []
  const flow = rule('flow-known', 'RFC 6749 §5.2', 'grant-type-unknown flow-off')
  return [...REQUEST, ...CLIENT, flow, FLOW_ALLOWED, SENDER, ...own, SCOPE, TARGET, LIMIT, SERVER]
}
