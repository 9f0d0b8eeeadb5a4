import { rule, type Rule } from './rule'
import { CLIENT, LIMIT, REQUEST, SCOPE, SENDER, SERVER, TARGET } from './shared-rules'

/** The rules of what one grant presents. */
const GRANTS: Readonly<Record<string, readonly Rule[]>> = {
  authorization_code: [
    rule('code-known', 'RFC 6749 §4.1.2', 'code-unknown authorization-ended person-blocked person-unknown'),
    rule('code-unused', 'RFC 6749 §4.1.2', 'code-replayed'),
    rule('code-fresh', 'RFC 6749 §4.1.2', 'code-expired'),
    rule('code-client', 'RFC 6749 §4.1.3', 'code-of-another-client'),
    rule('code-redirect-uri', 'RFC 6749 §4.1.3', 'code-redirect-uri-differs'),
    rule(
      'code-verifier',
      'RFC 7636 §4.6',
      'code-verifier-missing code-verifier-wrong code-verifier-unexpected'
    )
  ],
  refresh_token: [
    rule(
      'refresh-known',
      'RFC 6749 §6',
      'refresh-token-unknown authorization-ended person-blocked person-unknown'
    ),
    rule('refresh-client', 'RFC 6749 §6', 'refresh-token-of-another-client'),
    rule('refresh-unused', 'RFC 9700 §4.14', 'refresh-token-replayed')
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
    rule('device-decided', 'RFC 8628 §3.5', 'device-code-pending device-denied person-blocked person-unknown')
  ],
  'urn:ietf:params:oauth:grant-type:token-exchange': [
    rule(
      'exchanged-tokens',
      'RFC 8693 §2.2.2',
      'subject-token-refused actor-token-refused token-type-unknown authorization-ended person-blocked person-unknown'
    )
  ],
  'urn:ietf:params:oauth:grant-type:jwt-bearer': [
    rule('assertion-subject', 'RFC 7523 §3', 'person-unknown person-blocked')
  ]
}

const FLOW = [
  rule('flow-known', 'RFC 6749 §5.2', 'grant-type-unknown flow-off'),
  rule('flow-allowed', 'RFC 6749 §5.2', 'grant-type-not-allowed')
] as const

/** The rules of the token endpoint (RFC 6749 §3.2), with those of the grant. */
export function tokenRules(grantType: string | undefined): readonly Rule[] {
  const own = grantType !== undefined && Object.hasOwn(GRANTS, grantType) ? GRANTS[grantType]! : []
  return [...REQUEST, ...CLIENT, SENDER, ...FLOW, ...own, SCOPE, TARGET, LIMIT, SERVER]
}
