import { CLIENT_AUTHENTICATION_NAMES, scopeListSchema, z } from '../model'
import { PLAYGROUND_FLOW_NAMES } from './playground-fields'
import { procedure } from './procedure'

const headerList = z.array(z.tuple([z.string(), z.string()]))

/** What a person chose: a flow, a client and how it proves itself. */
export const draftSchema = z.object({
  flow: z.enum(PLAYGROUND_FLOW_NAMES),
  client_id: z.string().min(1).max(255),
  /** Left out: the client's registered one. */
  method: z.enum(CLIENT_AUTHENTICATION_NAMES).optional(),
  /** Instead of the registered secret, for instance to try a wrong one. */
  client_secret: z.string().max(255).optional(),
  /** Instead of the playground's own key of the client: a private JWK. */
  privateKey: z.record(z.string(), z.unknown()).optional(),
  scope: scopeListSchema.optional(),
  /** What the flow needs besides, by the names of PLAYGROUND_FIELDS. */
  values: z.record(z.string().max(100), z.string().max(20_000)).default({}),
  /** Further form parameters, in order. */
  parameters: z
    .array(z.tuple([z.string().min(1).max(200), z.string().max(10_000)]))
    .max(50)
    .default([])
})
export type Draft = z.input<typeof draftSchema>

/** A part of a request that keeps one colour through the transcript. */
export const valueRoleSchema = z.enum([
  'client_id',
  'client_secret',
  'client_assertion',
  'scope',
  'access_token',
  'refresh_token',
  'assertion',
  'password'
])

export const rawRequestSchema = z.object({
  method: z.string(),
  url: z.string(),
  headers: headerList,
  body: z.string(),
  /** The form, decoded, in the order of the body. */
  parameters: z.array(z.object({ name: z.string(), value: z.string(), role: valueRoleSchema.optional() }))
})
export type RawRequest = z.infer<typeof rawRequestSchema>

/** A signed assertion, taken apart (RFC 7523 §3). */
export const assertionSchema = z.object({
  header: z.record(z.string(), z.unknown()),
  claims: z.record(z.string(), z.unknown())
})

/** Why a request would be refused, and what mends it. Texts come from the catalogue by id. */
export const mismatchSchema = z.object({
  id: z.enum([
    'server_stopped',
    'client_unknown',
    'client_blocked',
    'flow_off',
    'method_off',
    'method_differs',
    'grant_not_allowed',
    'public_client',
    'key_missing',
    'secret_missing',
    'certificate_missing',
    'value_missing'
  ]),
  values: z.record(z.string(), z.string()),
  repair: z
    .enum([
      'switch_flow_on',
      'switch_method_on',
      'use_registered_method',
      'allow_grant',
      'generate_key',
      'unblock',
      'start_server'
    ])
    .optional()
})
export type Mismatch = z.infer<typeof mismatchSchema>

export const preparedSchema = z.object({
  request: rawRequestSchema.optional(),
  assertion: assertionSchema.optional(),
  /** The request as a shell command that runs as it stands. */
  curl: z.string().optional(),
  mismatches: z.array(mismatchSchema)
})
export type Prepared = z.infer<typeof preparedSchema>

/** What can be done with a token that came back. */
export const TOKEN_USES = ['userinfo', 'introspect', 'revoke'] as const
export type TokenUse = (typeof TOKEN_USES)[number]

/** Verdict first, then cause, then repair. */
export const verdictSchema = z.object({
  ok: z.boolean(),
  /** An id of the catalogue. */
  id: z.enum([
    'token_issued',
    'claims_received',
    'token_active',
    'token_inactive',
    'token_revoked',
    'refused',
    'no_answer',
    'unexpected_answer'
  ]),
  error: z.string().optional(),
  error_description: z.string().optional(),
  reason: z.string().optional()
})

export const playgroundExchangeSchema = z.object({
  id: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  draft: draftSchema,
  /** What was asked: for a token, or something with one. */
  action: z.enum(['token', ...TOKEN_USES]),
  request: rawRequestSchema,
  /** The request as it left, line by line. */
  rawRequest: z.string(),
  assertion: assertionSchema.optional(),
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
  rawResponse: z.string().optional(),
  verdict: verdictSchema
})
export type PlaygroundExchange = z.infer<typeof playgroundExchangeSchema>

export const playground = {
  prepare: procedure('user')
    .meta({ noted: false })
    .route({
      method: 'POST',
      path: '/playground/prepare',
      tags: ['Playground'],
      summary: 'Build a request and its curl command; nothing is sent'
    })
    .input(draftSchema)
    .output(preparedSchema),

  send: procedure('user')
    .meta({ noted: false })
    .route({
      method: 'POST',
      path: '/playground/send',
      tags: ['Playground'],
      summary: 'Build a request and send it to this server'
    })
    .input(draftSchema)
    .output(playgroundExchangeSchema),

  use: procedure('user')
    .meta({ noted: false })
    .route({
      method: 'POST',
      path: '/playground/use',
      tags: ['Playground'],
      summary: 'Do something with a token: ask for claims, introspect or revoke it'
    })
    .input(z.object({ draft: draftSchema, use: z.enum(TOKEN_USES), token: z.string().min(1).max(20_000) }))
    .output(playgroundExchangeSchema),

  transcript: procedure('user')
    .route({
      method: 'GET',
      path: '/playground/transcript',
      tags: ['Playground'],
      summary: 'What whoever asks has sent, newest first'
    })
    .output(z.array(playgroundExchangeSchema)),

  clear: procedure('user')
    .meta({ noted: false })
    .route({
      method: 'DELETE',
      path: '/playground/transcript',
      tags: ['Playground'],
      summary: 'Forget what was sent'
    })
    .output(z.void()),

  generateKey: procedure('user')
    .route({
      method: 'POST',
      path: '/playground/keys/{client_id}',
      tags: ['Playground'],
      summary:
        'Make a key pair for a client: the public half is registered, the playground signs with the private one'
    })
    .input(z.object({ client_id: z.string().min(1).max(255) }))
    .output(
      z.object({
        publicKey: z.record(z.string(), z.unknown()),
        privateKey: z.record(z.string(), z.unknown())
      })
    )
}
