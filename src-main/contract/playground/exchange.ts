import { z } from '../../model'
import { tokenVerdictSchema } from '../token-lab/token-checks'
import { corsVerdictSchema } from './cors-verdict'
import { draftSchema } from './draft'
import { assertionSchema, checkSchema, headerList, rawRequestSchema, verdictSchema } from './request'

/** What can be done with a token that came back, with the token alone. */
export const TOKEN_USES = ['userinfo', 'introspect', 'revoke'] as const
/** And with an address or an ID token besides; `end_session` makes the address alone, which a browser opens. */
export const OTHER_TOKEN_USES = ['call_api', 'end_session'] as const
export const ALL_TOKEN_USES = [...TOKEN_USES, ...OTHER_TOKEN_USES] as const
export type TokenUse = (typeof ALL_TOKEN_USES)[number]

export const PLAYGROUND_ACTIONS = [
  'token',
  'par',
  'authorize',
  'device_authorization',
  /** What a browser asks before it sends a page's request (Fetch standard §4.8). */
  'preflight',
  ...ALL_TOKEN_USES
] as const
export type PlaygroundAction = (typeof PLAYGROUND_ACTIONS)[number]

/** What the engine found in the ID token of an answer (OpenID Connect Core §3.1.3.7): signature and claims apart. */
export const idTokenCheckSchema = z.object({
  signature: z.object({ ok: z.boolean(), reason: z.string().optional() }),
  claims: z.array(checkSchema),
  /** Of an encrypted one: whether the playground holds the client's key that opens it. */
  encryption: z.enum(['opened', 'no_key']).optional()
})
export type IdTokenCheck = z.infer<typeof idTokenCheckSchema>

/** What UserInfo or introspection said in a JWT (OpenID Connect Core §5.3.2, RFC 9701 §5). */
export const openedAnswerSchema = z.object({
  /** Of an encrypted one: whether the playground holds the client's key that opens it. */
  encryption: idTokenCheckSchema.shape.encryption,
  /** What it says, as JSON; left out where nobody can read it. */
  content: z.string().optional(),
  /** Signature, issuer, audience and times; left out where nothing was signed. */
  check: checkSchema.optional()
})
export type OpenedAnswer = z.infer<typeof openedAnswerSchema>

export const playgroundExchangeSchema = z.object({
  id: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  draft: draftSchema,
  /** What was asked: for a token, for something before it, or something with one. */
  action: z.enum(PLAYGROUND_ACTIONS),
  /** The run that it belongs to. */
  run: z.string().optional(),
  request: rawRequestSchema,
  /** The request as it left, line by line. */
  rawRequest: z.string(),
  assertion: assertionSchema.optional(),
  dpop: assertionSchema.optional(),
  response: z
    .object({
      status: z.int(),
      statusText: z.string(),
      headers: headerList,
      body: z.string(),
      durationMs: z.number(),
      bytes: z.int()
    })
    .optional(),
  /** The answer as it came; of an authorization in a browser, what came to the redirect URI. */
  rawResponse: z.string().optional(),
  verdict: verdictSchema,
  idToken: idTokenCheckSchema.optional(),
  opened: openedAnswerSchema.optional(),
  /** Of a request that was sent as a page's. */
  cors: corsVerdictSchema.optional(),
  /** Whether something that was wrong on purpose was refused as it should be. */
  expectation: z
    .object({
      mutation: z.string(),
      /** `invalid_grant`, `401 invalid_client`, … as any of which it is right. */
      expected: z.array(z.string()),
      actual: z.string(),
      ok: z.boolean()
    })
    .optional()
})
export type PlaygroundExchange = z.infer<typeof playgroundExchangeSchema>

/** A token that a flow brought, looked at with the keys of the server that it came from. */
export const broughtVerdictSchema = z.object({
  verdict: tokenVerdictSchema,
  encryption: idTokenCheckSchema.shape.encryption,
  /** What was in an encrypted one. */
  token: z.string().optional()
})
export type BroughtVerdict = z.infer<typeof broughtVerdictSchema>

export const apiCallSchema = z.object({
  url: z.string().min(1).max(2000),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']).default('GET'),
  headers: z
    .array(z.tuple([z.string().min(1).max(200), z.string().max(4000)]))
    .max(50)
    .default([]),
  body: z.string().max(100_000).default('')
})
export type ApiCall = z.input<typeof apiCallSchema>
