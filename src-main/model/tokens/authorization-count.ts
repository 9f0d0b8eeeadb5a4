/** Days that a count is kept at least, after the month that it is of. */
const KEPT_DAYS = 400

/**
 * How many authorizations a client was given on each day of a month, by the server's clock in UTC.
 *
 * An authorization is an answer that gives the client tokens: each success of the token endpoint, whatever the grant (a refresh
 * included), and each answer of the authorization endpoint that carries an access token or an ID token itself. A code alone is none,
 * since the token request that redeems it is; a hybrid flow that gives tokens at both ends is two.
 */
export interface AuthorizationCount {
  /** `authorizationCountId(client_id, month)`. */
  readonly id: string
  readonly client_id: string
  /** Such as `2026-11`. */
  readonly month: string
  /** The month's first day first; days after the last that counts are left out. */
  readonly days: readonly number[]
  readonly exp: number
}

/** The key of a count. */
export function authorizationCountId(client_id: string, month: string): string {
  return `${month} ${client_id}`
}

/** The same count with more of a day (`2026-11-24`). */
export function withAuthorizations(
  current: AuthorizationCount | undefined,
  { client_id, day, more }: { readonly client_id: string; readonly day: string; readonly more: number }
): AuthorizationCount {
  const month = day.slice(0, 7)
  const index = Number(day.slice(8)) - 1
  const known = current?.days ?? []
  const days = Array.from({ length: Math.max(known.length, index + 1) }, (_, at) => known[at] ?? 0)
  days[index] = (days[index] ?? 0) + more
  return { id: authorizationCountId(client_id, month), client_id, month, days, exp: endOfKeeping(month) }
}

/** Milliseconds. */
export const DAY_MS = 86_400_000

/** A moment's day in UTC, such as `2026-11-24`. */
export function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10)
}

/** The latest `count` days in UTC, the moment's own last. */
export function latestDays(milliseconds: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => dayOf(milliseconds - (count - 1 - index) * DAY_MS))
}

function endOfKeeping(month: string): number {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return Date.UTC(year, number, 1 + KEPT_DAYS) / 1000
}
