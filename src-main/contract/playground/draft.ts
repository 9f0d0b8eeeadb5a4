import { CLIENT_AUTHENTICATION_NAMES, RESPONSE_TYPES, scopeListSchema, z } from '../../model'
import { PLAYGROUND_FLOW_NAMES } from './fields'

/** Further parameters, in order. */
const parametersSchema = z
  .array(z.tuple([z.string().min(1).max(200), z.string().max(10_000)]))
  .max(50)
  .default([])

export const PKCE_CHOICES = ['S256', 'plain', 'none'] as const

/** How the authorization request is made, in the flows that have one. */
export const authorizationChoicesSchema = z.object({
  /** RFC 7636 §4.2. */
  pkce: z.enum(PKCE_CHOICES).default('S256'),
  /** Left out: the playground's own landing place. */
  redirect_uri: z.string().max(2000).optional(),
  /** Left out: the response type's own. */
  response_mode: z.string().max(50).optional(),
  /** Pushed before the browser goes (RFC 9126). */
  par: z.boolean().default(false),
  /** As a request object, signed with the client's key (RFC 9101). */
  request_object: z.boolean().default(false),
  parameters: parametersSchema
})

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
  /** One of the flow's; left out: its first. */
  response_type: z.enum(RESPONSE_TYPES).optional(),
  authorization: authorizationChoicesSchema.prefault({}),
  /** Tokens bound to a key of the playground (RFC 9449). */
  dpop: z.boolean().default(false),
  /** Sent as a browser sends it for a page of this origin, whose answer it may keep from the page; left out: as an app sends it. */
  page: z
    .object({
      /** Left out: where the client's own pages are, by its redirect URIs. */
      origin: z.string().max(300).optional()
    })
    .optional(),
  /** Another issuer, found by discovery; needs the capability `playground.any_issuer`. Left out: this server. */
  target: z.object({ issuer: z.string().min(1).max(2000) }).optional(),
  /** The id of a change that makes the request wrong on purpose. */
  mutation: z.string().max(100).optional(),
  /** What the flow needs besides, by the names of PLAYGROUND_FIELDS. */
  values: z.record(z.string().max(100), z.string().max(20_000)).default({}),
  /** Further parameters of the token request's form. */
  parameters: parametersSchema
})
export type Draft = z.input<typeof draftSchema>
/** A draft with its defaults filled in. */
export type CompleteDraft = z.output<typeof draftSchema>
