import type { ClaimVerdict, TokenExpectations, TokenKind } from '../../../contract'

type Members = Readonly<Record<string, unknown>>

/** What a rule is held against. */
export interface RuleFacts {
  readonly kind: TokenKind
  readonly header: Members
  readonly claims: Members
  readonly expected: TokenExpectations
  readonly nowSeconds: number
  readonly skewSeconds: number
}

/** A rule's own part of its verdict; the list of rules adds name and section. */
export type Finding = Pick<ClaimVerdict, 'outcome' | 'reason' | 'values'>
type Reason = ClaimVerdict['reason']

export const ok = (reason: Reason, values: Finding['values'] = {}): Finding => ({
  outcome: 'ok',
  reason,
  values
})
export const failed = (reason: Reason, values: Finding['values'] = {}): Finding => ({
  outcome: 'failed',
  reason,
  values
})
export const notChecked = (reason: Reason, values: Finding['values'] = {}): Finding => ({
  outcome: 'not_checked',
  reason,
  values
})

/** A claim as a person reads it. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A claim that must be one certain text; `isRequired`: the token may not do without it, whatever is expected. */
export function equals(received: unknown, expected: string | undefined, isRequired: boolean): Finding {
  if (received === undefined) {
    if (expected !== undefined) return failed('missing', { expected })
    return isRequired ? failed('missing') : notChecked('absent')
  }
  if (typeof received !== 'string') return failed('malformed', { received: shown(received) })
  if (expected === undefined) return notChecked('nothing_expected', { received })
  return received === expected ? ok('as_expected', { received }) : failed('differs', { expected, received })
}
