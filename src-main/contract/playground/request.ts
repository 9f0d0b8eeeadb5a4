import { z } from '../../model'

export const headerList = z.array(z.tuple([z.string(), z.string()]))

/** A part of a request or an answer that keeps one colour through the transcript. */
export const VALUE_ROLES = [
  'client_id',
  'client_secret',
  'client_assertion',
  'scope',
  'access_token',
  'refresh_token',
  'id_token',
  'assertion',
  'password',
  'state',
  'nonce',
  'code',
  'code_challenge',
  'code_verifier',
  'redirect_uri',
  'request_uri',
  'request_object',
  'device_code',
  'user_code'
] as const
export const valueRoleSchema = z.enum(VALUE_ROLES)
export type ValueRole = z.infer<typeof valueRoleSchema>

export const parameterSchema = z.object({
  name: z.string(),
  value: z.string(),
  role: valueRoleSchema.optional()
})

export const rawRequestSchema = z.object({
  method: z.string(),
  url: z.string(),
  headers: headerList,
  body: z.string(),
  /** The form or the query, decoded, in its order. */
  parameters: z.array(parameterSchema)
})
export type RawRequest = z.infer<typeof rawRequestSchema>

/** Something signed, taken apart: a client's assertion (RFC 7523 §3), a request object (RFC 9101 §4), a DPoP proof (RFC 9449 §4.2). */
export const assertionSchema = z.object({
  header: z.record(z.string(), z.unknown()),
  claims: z.record(z.string(), z.unknown())
})

/** Verdict first, then cause, then repair. */
export const VERDICT_IDS = [
  'token_issued',
  'claims_received',
  'token_active',
  'token_inactive',
  'token_revoked',
  'request_pushed',
  'device_started',
  'authorization_pending',
  'code_received',
  'tokens_received',
  'api_answered',
  'sign_out_ready',
  'state_differs',
  'issuer_differs',
  'response_invalid',
  'id_token_invalid',
  'answer_invalid',
  'answer_sealed',
  'error_page',
  'preflight_passed',
  'cors_refused',
  'cors_unreadable',
  'refused',
  'no_answer',
  'unexpected_answer'
] as const

export const verdictSchema = z.object({
  ok: z.boolean(),
  /** An id of the catalogue. */
  id: z.enum(VERDICT_IDS),
  error: z.string().optional(),
  error_description: z.string().optional(),
  reason: z.string().optional()
})
export type PlaygroundVerdict = z.infer<typeof verdictSchema>

/** Something that was compared, and how that went. */
export const checkSchema = z.object({
  id: z.string(),
  ok: z.boolean(),
  expected: z.string().optional(),
  actual: z.string().optional()
})
export type PlaygroundCheck = z.infer<typeof checkSchema>
