/** The claims whose meaning the catalogue explains: RFC 7519 §4.1, RFC 9068 §2.2, RFC 8693 §4.3, RFC 7515 §4.1. */
export const EXPLAINED = [
  'alg',
  'typ',
  'kid',
  'iss',
  'sub',
  'aud',
  'exp',
  'nbf',
  'iat',
  'jti',
  'client_id',
  'scope',
  'auth_time',
  'acr',
  'amr',
  'roles',
  'groups',
  'entitlements'
] as const
export type ExplainedClaim = (typeof EXPLAINED)[number]

/** Claims that carry a NumericDate (RFC 7519 §2). */
const DATES = new Set(['exp', 'nbf', 'iat', 'auth_time'])

export interface ClaimRow {
  readonly name: string
  readonly text: string
  /** Where the catalogue knows the claim. */
  readonly meaning?: ExplainedClaim
  /** Milliseconds since 1970, for dates. */
  readonly moment?: number
}

/** The members of a header or a claim set as rows, in the order of the token. */
export function claimRows(members: Record<string, unknown>): ClaimRow[] {
  return Object.entries(members).map(([name, value]) => ({
    name,
    text: typeof value === 'string' ? value : JSON.stringify(value),
    meaning: EXPLAINED.find((known) => known === name),
    moment: DATES.has(name) && typeof value === 'number' ? value * 1000 : undefined
  }))
}
