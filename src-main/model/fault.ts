import { vschar } from './text'
import { z } from './zod'

/** Where a fault acts: on what a client calls for itself, on the key set, on the authorization endpoint, on tokens that are issued. */
export const FAULT_PLACES = ['endpoints', 'key_set', 'authorization', 'tokens'] as const
export type FaultPlace = (typeof FAULT_PLACES)[number]

/** What the server can do wrong on purpose, and where. */
export const FAULTS = {
  delay: 'endpoints',
  http_500: 'endpoints',
  http_503: 'endpoints',
  malformed_json: 'endpoints',
  dropped_answer: 'endpoints',
  jwks_unavailable: 'key_set',
  user_denies: 'authorization',
  short_token_life: 'tokens',
  clock_skew: 'tokens',
  bad_signature: 'tokens',
  wrong_iss: 'tokens',
  wrong_aud: 'tokens',
  wrong_nonce: 'tokens',
  wrong_at_hash: 'tokens',
  missing_sub: 'tokens',
  unknown_kid: 'tokens',
  alg_none: 'tokens'
} as const satisfies Record<string, FaultPlace>
export type FaultKind = keyof typeof FAULTS
export const FAULT_KINDS = Object.keys(FAULTS) as [FaultKind, ...FaultKind[]]

/** Kinds that need no more than their name. */
const PLAIN = [
  'http_500',
  'http_503',
  'malformed_json',
  'dropped_answer',
  'user_denies',
  'bad_signature',
  'wrong_iss',
  'wrong_aud',
  'wrong_nonce',
  'wrong_at_hash',
  'missing_sub',
  'unknown_kid',
  'alg_none'
] as const satisfies readonly FaultKind[]

/** Of every fault: how often it acts, and for how long it stays armed at most. */
const bounds = {
  uses: z.union([z.literal('once'), z.literal('until_off'), z.int().min(1).max(10_000)]).default('once'),
  lasts_seconds: z.int().min(1).max(86_400).default(900)
}
const ofClient = { ...bounds, client_id: vschar('client_id').optional() }

/** A fault that somebody wants. Without `client_id` it concerns every client; the key set is asked by nobody in particular. */
export const newFaultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('delay'),
    ...ofClient,
    delay_ms: z.int().min(1).max(60_000).default(2_000)
  }),
  z.strictObject({
    kind: z.literal('short_token_life'),
    ...ofClient,
    seconds: z.int().min(1).max(3_600).default(5)
  }),
  z.strictObject({
    kind: z.literal('clock_skew'),
    ...ofClient,
    /** How far ahead the times in the token are; negative: behind. */
    seconds: z.int().min(-31_536_000).max(31_536_000).default(3_600)
  }),
  z.strictObject({ kind: z.literal('jwks_unavailable'), ...bounds }),
  z.strictObject({ kind: z.enum(PLAIN), ...ofClient })
])
export type NewFault = z.output<typeof newFaultSchema>

/** A fault that is armed. */
export const armedFaultSchema = z.object({
  id: z.string(),
  kind: z.enum(FAULT_KINDS),
  place: z.enum(FAULT_PLACES),
  client_id: z.string().optional(),
  delay_ms: z.int().optional(),
  seconds: z.int().optional(),
  /** How often it acts yet; left out: until it is switched off. */
  uses_left: z.int().optional(),
  /** When it ends by itself, in milliseconds since 1970. */
  until: z.number()
})
export type ArmedFault = z.infer<typeof armedFaultSchema>
