import { z } from './zod'
import {
  ASSERTION_ALGORITHMS,
  CLIENT_AUTHENTICATION,
  CLIENT_AUTHENTICATION_NAMES
} from './client-authentication'
import { GRANT_TYPES } from './flow'
import { redirectUriSchema } from './redirect-uri'
import { hasAccess, type AccessLevel } from './role'
import { ADMIN_SCOPE, parseScopeList, scopeListSchema } from './scope'
import { publicJwkSchema, signingAlgorithmSchema } from './signing-key'
import { imageDataUri, label, numericDate, vschar, webUrl } from './text'

export const ACCESS_TOKEN_FORMATS = ['opaque', 'jwt'] as const
export const accessTokenFormatSchema = z.enum(ACCESS_TOKEN_FORMATS)
export type AccessTokenFormat = z.infer<typeof accessTokenFormatSchema>

/** A lifetime in whole seconds, up to ten years. */
export const lifetimeSeconds = z.int('must be a whole number of seconds').min(1).max(315_360_000)

/**
 * The metadata of a client under the names of RFC 7591 §2, and the few extensions of our own. Every field that
 * may be left out has the default that the panel shows.
 */
export const clientFields = {
  client_id: vschar('client_id'),
  /** 300 bits when generated; kept in clear because client_secret_jwt needs it. */
  client_secret: vschar('client_secret').optional(),
  client_id_issued_at: numericDate.optional(),
  client_name: label('client_name').default(''),
  client_uri: webUrl.optional(),
  logo_uri: webUrl.optional(),
  logo_base64: imageDataUri.optional(),
  policy_uri: webUrl.optional(),
  tos_uri: webUrl.optional(),
  contacts: z.array(label('contact', 254)).max(20).default([]),
  redirect_uris: z.array(redirectUriSchema).max(100).default([]),
  grant_types: z.array(z.enum(GRANT_TYPES)).default(['client_credentials']),
  token_endpoint_auth_method: z.enum(CLIENT_AUTHENTICATION_NAMES).default('client_secret_basic'),
  token_endpoint_auth_signing_alg: z.enum(ASSERTION_ALGORITHMS).optional(),
  /** The scopes that it may ask for; left out: every one but `admin`. */
  scope: scopeListSchema.optional(),
  jwks: z.strictObject({ keys: z.array(publicJwkSchema).min(1).max(20) }).optional(),
  jwks_uri: webUrl.optional(),
  access_token_format: accessTokenFormatSchema.optional(),
  access_token_signing_alg: signingAlgorithmSchema.optional(),
  lifetimes: z.strictObject({ access_token: lifetimeSeconds.optional() }).default({}),
  /** The username of the person whom it belongs to; none: the server's own. */
  owner: z.string().optional(),
  blocked: z.boolean().default(false),
  /** Claims of the client itself, carried in the JWT access tokens that it gets for itself. */
  claims: z.record(z.string(), z.unknown()).default({})
}

const clientObject = z.strictObject(clientFields)
export type Client = z.output<typeof clientObject>
export type ClientInput = z.input<typeof clientObject>

/** A client that fits together: what its fields mean to each other is checked too. */
export const clientSchema = z.preprocess(
  withDefaultGrants,
  clientObject.superRefine((client, context) => {
    for (const { path, message } of clientProblems(client))
      context.addIssue({ code: 'custom', path: [path], message })
  })
)

/** A public client has no grant by default: the ones there are want a client that can prove itself. */
function withDefaultGrants(input: unknown): unknown {
  const isPublic =
    typeof input === 'object' &&
    input !== null &&
    'token_endpoint_auth_method' in input &&
    input.token_endpoint_auth_method === 'none'
  return isPublic && !('grant_types' in input) ? { ...input, grant_types: [] } : input
}

/** Characters that client_secret_jwt needs at least: a key as long as the digest (RFC 7518 §3.2). */
const JWT_SECRET_CHARACTERS = { HS256: 32, HS384: 48, HS512: 64 } as const

/** What in a client contradicts something else in it, each with the field where it is mended. */
export function clientProblems(client: Client): { path: keyof Client; message: string }[] {
  const method = client.token_endpoint_auth_method
  const { proof, signingAlgorithms } = CLIENT_AUTHENTICATION[method]
  const problems: { path: keyof Client; message: string }[] = []
  const problem = (path: keyof Client, message: string) => problems.push({ path, message })

  if (proof === 'secret' && !client.client_secret) problem('client_secret', `is required by ${method}`)
  if (proof === 'key' && !client.jwks && !client.jwks_uri)
    problem('jwks', `or jwks_uri is required by ${method}`)
  if (client.jwks && client.jwks_uri) problem('jwks_uri', 'must not stand beside jwks (RFC 7591 §2)')
  if (proof === 'nothing' && client.grant_types.includes('client_credentials'))
    problem('grant_types', 'client_credentials is for confidential clients only (RFC 6749 §4.4)')
  if (proof === 'nothing' && parseScopeList(client.scope).includes(ADMIN_SCOPE))
    problem('scope', `${ADMIN_SCOPE} is never given to a client that can't prove itself`)

  const algorithm = client.token_endpoint_auth_signing_alg
  if (algorithm && !(signingAlgorithms as readonly string[]).includes(algorithm))
    problem(
      'token_endpoint_auth_signing_alg',
      signingAlgorithms.length
        ? `${algorithm} does not go with ${method}; one of ${signingAlgorithms.join(', ')} does`
        : `does not go with ${method}, which signs nothing`
    )
  if (method === 'client_secret_jwt' && client.client_secret) {
    const needed = JWT_SECRET_CHARACTERS[(algorithm ?? 'HS256') as keyof typeof JWT_SECRET_CHARACTERS] ?? 32
    if (client.client_secret.length < needed)
      problem(
        'client_secret',
        `needs at least ${needed} characters for ${algorithm ?? 'HS256'} (RFC 7518 §3.2)`
      )
  }
  return problems
}

/** The name to show for a client that may have none. */
export function displayNameOf(client: Pick<Client, 'client_id' | 'client_name'>): string {
  return client.client_name || client.client_id
}

/** Whether the client can keep a secret from others (RFC 6749 §2.1). */
export function isConfidential(client: Pick<Client, 'token_endpoint_auth_method'>): boolean {
  return CLIENT_AUTHENTICATION[client.token_endpoint_auth_method].proof !== 'nothing'
}

/** Whether a person may hold the client's secrets, change it and act as it: its owner, and administrators. */
export function mayChangeClient(
  person: { access: AccessLevel; username?: string | undefined },
  client: Pick<Client, 'owner'>
): boolean {
  return (
    hasAccess(person.access, 'administrator') ||
    (person.username !== undefined && client.owner === person.username)
  )
}
