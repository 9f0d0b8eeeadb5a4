import {
  CLIENT_AUTHENTICATION_NAMES,
  describeIssues,
  RESPONSE_TYPES,
  scopeListSchema,
  z
} from '../../../model'
import { PKCE_CHOICES } from '../draft'
import { PLAYGROUND_FLOW_NAMES } from '../fields'
import { MUTATION_IDS } from '../mutations/mutations'
import type { Issue } from '../../procedure'

/** What a file says it is, with the version of its shape. */
export const COLLECTION_FORMAT = 'friendly-oauth2-collection/1'

const pairs = z.array(z.tuple([z.string().min(1).max(200), z.string().max(10_000)])).max(50)

/** What must come of a request; without any of it, that it succeeds, or of a mutation, that it is refused as it should be. */
export const collectionExpectationSchema = z.strictObject({
  ok: z.boolean().optional(),
  status: z.int().min(100).max(599).optional(),
  /** The error of RFC 6749 §5.2 and its relatives. */
  error: z.string().max(200).optional(),
  /** Claims that the ID token must hold, or the answer where there is none; others may be there besides. */
  claims: z.record(z.string().max(200), z.unknown()).optional()
})

/** A saved request: a flow, a client by its id, and what must come of it. Secrets are there only if somebody asked for it. */
export const collectionRequestSchema = z.strictObject({
  name: z.string().min(1).max(200),
  flow: z.enum(PLAYGROUND_FLOW_NAMES),
  client_id: z.string().min(1).max(255),
  client_secret: z.string().max(255).optional(),
  privateKey: z.record(z.string(), z.unknown()).optional(),
  method: z.enum(CLIENT_AUTHENTICATION_NAMES).optional(),
  /** Who signs in and agrees, by username; left out in a flow without a person. */
  user: z.string().min(1).max(254).optional(),
  scope: scopeListSchema.or(z.string().regex(/\{\{.*\}\}/)).optional(),
  response_type: z.enum(RESPONSE_TYPES).optional(),
  authorization: z
    .strictObject({
      pkce: z.enum(PKCE_CHOICES).optional(),
      redirect_uri: z.string().max(2000).optional(),
      response_mode: z.string().max(50).optional(),
      par: z.boolean().optional(),
      request_object: z.boolean().optional(),
      parameters: pairs.optional()
    })
    .optional(),
  dpop: z.boolean().optional(),
  values: z.record(z.string().max(100), z.string().max(20_000)).optional(),
  parameters: pairs.optional(),
  /** What is made wrong on purpose. */
  mutation: z.enum(MUTATION_IDS).optional(),
  expect: collectionExpectationSchema.optional()
})
export type CollectionRequest = z.infer<typeof collectionRequestSchema>

/** A collection as its file holds it. Texts may hold variables: `{{issuer}}`, `{{client.id}}`, `{{user.name}}`, `{{last.access_token}}`, own ones. */
export const collectionSchema = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(COLLECTION_FORMAT),
  name: z.string().min(1).max(200),
  description: z.string().max(2000).optional(),
  /** Whose it is; left out: the administrators'. */
  owner: z.string().max(254).optional(),
  variables: z.record(z.string().regex(/^[A-Za-z_]\w{0,99}$/), z.string().max(10_000)).default({}),
  requests: z.array(collectionRequestSchema).max(500)
})
export type Collection = z.infer<typeof collectionSchema>

export type ParsedCollection =
  | { readonly collection: Collection; readonly issues?: undefined }
  | { readonly collection?: undefined; readonly issues: readonly Issue[] }

/** A collection, checked as a whole: either it, or every fault in it by its path. */
export function parseCollection(input: unknown): ParsedCollection {
  const parsed = collectionSchema.safeParse(input)
  if (parsed.success) return { collection: parsed.data }
  return { issues: describeIssues(collectionSchema, parsed.error, input) }
}
