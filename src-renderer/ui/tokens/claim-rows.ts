import { IANA_DESCRIPTIONS } from './iana-claims'

/** The claims whose meaning the catalogue explains in the reader's language: RFC 7519 §4.1, RFC 9068 §2.2, OpenID Connect Core §2, RFC 7515 §4.1. */
export const EXPLAINED = [
  ...(['alg', 'typ', 'kid', 'enc', 'cty', 'iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti'] as const),
  ...([
    'client_id',
    'scope',
    'auth_time',
    'acr',
    'amr',
    'azp',
    'nonce',
    'at_hash',
    'c_hash',
    's_hash'
  ] as const),
  ...(['sid', 'cnf', 'act', 'may_act', 'roles', 'groups', 'entitlements', 'authorization_details'] as const),
  ...(['name', 'given_name', 'family_name', 'preferred_username', 'email', 'email_verified'] as const),
  ...([
    'picture',
    'locale',
    'zoneinfo',
    'phone_number',
    'updated_at',
    'active',
    'token_type',
    'username'
  ] as const)
] as const
export type ExplainedClaim = (typeof EXPLAINED)[number]

/** Claims that carry a NumericDate (RFC 7519 §2). */
export const DATE_CLAIMS: ReadonlySet<string> = new Set(['exp', 'nbf', 'iat', 'auth_time', 'updated_at'])

export interface ClaimRow {
  readonly name: string
  readonly text: string
  /** Where the catalogue knows the claim. */
  readonly meaning?: ExplainedClaim
  /** What the registry says of it, in its own words. */
  readonly registered?: string
  /** Milliseconds since 1970, for dates. */
  readonly moment?: number
}

/** The members of a header or a claim set as rows, in the order of the token. */
export function claimRows(members: Record<string, unknown>): ClaimRow[] {
  return Object.entries(members).map(([name, value]) => ({
    name,
    text: claimText(value),
    meaning: EXPLAINED.find((known) => known === name),
    registered: Object.hasOwn(IANA_DESCRIPTIONS, name) ? IANA_DESCRIPTIONS[name] : undefined,
    moment: DATE_CLAIMS.has(name) && typeof value === 'number' ? value * 1000 : undefined
  }))
}

/** A claim as a person reads it. */
export function claimText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
