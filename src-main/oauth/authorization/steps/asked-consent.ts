import type { AuthorizationDetail, Consent } from '../../../model'

/** What a person is asked to let a client have. */
export interface AskedConsent {
  readonly scope: readonly string[]
  /** Claims by name, beyond what the scopes bring. */
  readonly claims: readonly string[]
  readonly authorizationDetails: readonly AuthorizationDetail[]
}

/** Whether a consent on record covers all of it: a superset is enough, anything new asks again. */
export function isCovered(asked: AskedConsent, consent: Consent | undefined): boolean {
  if (!consent) return false
  const scope = consent.scope.split(' ')
  return (
    asked.scope.every((token) => scope.includes(token)) &&
    asked.claims.every((name) => consent.claims.includes(name)) &&
    asked.authorizationDetails.every((detail) => consent.authorization_details.includes(canonical(detail)))
  )
}

/** The JSON of a value with the members of its objects in order, so that two that mean the same are the same text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)))
      : member
  )
}
