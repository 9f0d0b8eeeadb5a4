import { z } from '../../model'
import { draftSchema } from './draft'
import { mismatchSchema } from './mismatch'
import { assertionSchema, checkSchema, parameterSchema, rawRequestSchema, verdictSchema } from './request'

/** Where the person's browser is sent (RFC 6749 §4.1.1). */
export const authorizationRequestSchema = z.object({
  /** With a pushed request: `client_id` and `request_uri` alone. */
  url: z.string(),
  /** What the request says, wherever it travels: in the address, in its request object, or pushed. */
  parameters: z.array(parameterSchema),
  redirect_uri: z.string(),
  code_challenge: z.string().optional(),
  /** The request object, taken apart. */
  requestObject: assertionSchema.optional()
})
export type PlaygroundAuthorization = z.infer<typeof authorizationRequestSchema>

/** What came to the redirect URI. */
export const callbackSchema = z.object({
  /** Milliseconds since 1970. */
  at: z.number(),
  /** `error_page`: the server showed a page instead of going back (RFC 6749 §4.1.2.1). */
  mode: z.enum(['query', 'fragment', 'form_post', 'error_page']),
  parameters: z.array(parameterSchema),
  /** The signed answer, taken apart (JARM §2.1). */
  response: assertionSchema.optional(),
  checks: z.array(checkSchema),
  verdict: verdictSchema
})
export type PlaygroundCallback = z.infer<typeof callbackSchema>

/** What a device shows (RFC 8628 §3.2). */
export const deviceSchema = z.object({
  user_code: z.string(),
  verification_uri: z.string(),
  verification_uri_complete: z.string().optional(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
  intervalSeconds: z.number()
})

/** A flow in which a browser or a device takes part, from its beginning on. */
export const runSchema = z.object({
  id: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  /** With every value that was made for it. */
  draft: draftSchema,
  /** `waiting` for the person; `returned` with a code or tokens that may be used; `ended`: refused, cancelled or exchanged. */
  status: z.enum(['waiting', 'returned', 'ended']),
  authorization: authorizationRequestSchema.optional(),
  /**
   * What the person's browser opens: the address of the authorization request itself where it is the panel's browser, else a link that works once and leads
   * there, after which only the browser that opened it may bring the answer.
   */
  opens: z.string().optional(),
  callback: callbackSchema.optional(),
  device: deviceSchema.optional(),
  /** Why it ended before anybody could answer. */
  verdict: verdictSchema.optional()
})
export type PlaygroundRun = z.infer<typeof runSchema>

export const preparedSchema = z.object({
  /** The token request; in a flow of the browser the one that follows, with `‹code›` in the place of the code. */
  request: rawRequestSchema.optional(),
  assertion: assertionSchema.optional(),
  authorization: authorizationRequestSchema.optional(),
  /** The request as a shell command that runs as it stands. */
  curl: z.string().optional(),
  mismatches: z.array(mismatchSchema)
})
export type Prepared = z.infer<typeof preparedSchema>

export const decisionSchema = z.enum(['allow', 'deny']).default('allow')

/** As whom the server completes the sign-in by itself, and what that person says. */
export const standInSchema = z.object({
  username: z.string().min(1).max(254),
  decision: decisionSchema
})
export type StandInChoice = z.input<typeof standInSchema>
