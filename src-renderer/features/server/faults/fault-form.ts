import type { FaultKind, NewFault } from '../../../../src-main/contract'

/** How often a fault acts, as one chooses it. */
export const USES = ['once', 'times', 'until_off'] as const
export type Uses = (typeof USES)[number]

/** What the dialog asks; a number that a kind has no use for is left as it is. */
export interface FaultForm {
  kind: FaultKind
  /** Empty: every client. */
  client_id: string
  uses: Uses
  times: number
  /** Seconds. */
  lasts: number
  delay_ms: number
  life: number
  skew: number
}

export const FIRST_FAULT: FaultForm = {
  kind: 'http_500',
  client_id: '',
  uses: 'once',
  times: 3,
  lasts: 900,
  delay_ms: 2_000,
  life: 5,
  skew: 3_600
}

/** The form as the contract wants it. */
export function faultOf({ kind, client_id, uses, times, lasts, ...numbers }: FaultForm): NewFault {
  const bounds = { uses: uses === 'times' ? times : uses, lasts_seconds: lasts }
  if (kind === 'jwks_unavailable') return { kind, ...bounds }
  const all = { ...bounds, ...(client_id !== '' && { client_id }) }
  if (kind === 'delay') return { kind, ...all, delay_ms: numbers.delay_ms }
  if (kind === 'short_token_life') return { kind, ...all, seconds: numbers.life }
  if (kind === 'clock_skew') return { kind, ...all, seconds: numbers.skew }
  return { kind, ...all }
}
