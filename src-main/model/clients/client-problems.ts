import { CLIENT_AUTHENTICATION } from './client-authentication'
import type { Client } from './client-fields'
import { grantTypesOfResponseType } from '../settings/flow'
import { ADMIN_SCOPE, parseScopeList } from '../tokens/scope'
import { say } from '../messages/say'

/** What in a client contradicts something else in it, with the field where it is mended. */
export interface ClientProblem {
  readonly path: keyof Client
  readonly message: string
}

/** Every contradiction in a client. */
export function clientProblems(client: Client): ClientProblem[] {
  return [
    ...proofProblems(client),
    ...grantProblems(client),
    ...algorithmProblems(client),
    ...encryptionProblems(client),
    ...sectorProblems(client)
  ]
}

/** RFC 8705 §2.1.2: by which name in its certificate a client is known. */
export const CERTIFICATE_NAMES = [
  'tls_client_auth_subject_dn',
  'tls_client_auth_san_dns',
  'tls_client_auth_san_uri',
  'tls_client_auth_san_ip',
  'tls_client_auth_san_email'
] as const

function proofProblems(client: Client): ClientProblem[] {
  const method = client.token_endpoint_auth_method
  const { proof } = CLIENT_AUTHENTICATION[method]
  const problems: ClientProblem[] = []
  if (proof === 'secret' && !client.client_secret)
    problems.push({ path: 'client_secret', message: say('secret_required', { method }) })
  const needsKeys = proof === 'key' || method === 'self_signed_tls_client_auth'
  if (needsKeys && !client.jwks && !client.jwks_uri)
    problems.push({ path: 'jwks', message: say('keys_required', { method }) })
  if (client.jwks && client.jwks_uri) problems.push({ path: 'jwks_uri', message: say('keys_twice') })
  const names = CERTIFICATE_NAMES.filter((name) => client[name] !== undefined)
  if (method === 'tls_client_auth' && names.length !== 1)
    problems.push({
      path: names[1] ?? 'tls_client_auth_subject_dn',
      message: say('certificate_name', { names: CERTIFICATE_NAMES.join(', ') })
    })
  return problems
}

function grantProblems(client: Client): ClientProblem[] {
  const isPublic = CLIENT_AUTHENTICATION[client.token_endpoint_auth_method].proof === 'nothing'
  const problems: ClientProblem[] = []
  if (isPublic && client.grant_types.includes('client_credentials'))
    problems.push({
      path: 'grant_types',
      message: say('public_credentials')
    })
  if (isPublic && parseScopeList(client.scope).includes(ADMIN_SCOPE))
    problems.push({
      path: 'scope',
      message: say('public_scope', { scope: ADMIN_SCOPE })
    })
  for (const responseType of client.response_types ?? []) {
    const missing = grantTypesOfResponseType(responseType).filter(
      (grant) => !client.grant_types.includes(grant)
    )
    if (missing.length)
      problems.push({
        path: 'response_types',
        message: say('response_type_grants', { type: responseType, grants: missing.join(' and ') })
      })
  }
  return problems
}

/** Characters that client_secret_jwt needs at least: a key as long as the digest (RFC 7518 §3.2). */
const JWT_SECRET_CHARACTERS = { HS256: 32, HS384: 48, HS512: 64 } as const

function algorithmProblems(client: Client): ClientProblem[] {
  const method = client.token_endpoint_auth_method
  const { signingAlgorithms } = CLIENT_AUTHENTICATION[method]
  const algorithm = client.token_endpoint_auth_signing_alg
  const problems: ClientProblem[] = []
  if (algorithm && !(signingAlgorithms as readonly string[]).includes(algorithm))
    problems.push({
      path: 'token_endpoint_auth_signing_alg',
      message: signingAlgorithms.length
        ? say('algorithm_differs', { algorithm, method, algorithms: signingAlgorithms.join(', ') })
        : say('algorithm_unused', { method })
    })
  if (method === 'client_secret_jwt' && client.client_secret) {
    const needed = JWT_SECRET_CHARACTERS[(algorithm ?? 'HS256') as keyof typeof JWT_SECRET_CHARACTERS] ?? 32
    if (client.client_secret.length < needed)
      problems.push({
        path: 'client_secret',
        message: say('secret_short', { count: needed, algorithm: algorithm ?? 'HS256' })
      })
  }
  return problems
}

/** The answers that can be encrypted to a client. */
export const ENCRYPTED_ANSWERS = ['id_token', 'userinfo', 'authorization', 'introspection'] as const

/** Written once: of 100,000 clients all are asked for them. */
const ENCRYPTION_MEMBERS = ENCRYPTED_ANSWERS.map((answer) => ({
  alg: `${answer}_encrypted_response_alg` as const,
  enc: `${answer}_encrypted_response_enc` as const
}))

function encryptionProblems(client: Client): ClientProblem[] {
  return ENCRYPTION_MEMBERS.flatMap(({ alg, enc }): ClientProblem[] => {
    if (client[enc] && !client[alg]) return [{ path: enc, message: say('encryption_alone', { member: alg }) }]
    if (client[alg] && !client.jwks && !client.jwks_uri)
      return [{ path: alg, message: say('encryption_keyless') }]
    return []
  })
}

/** OpenID Connect Core §8.1: redirect URIs at several hosts have no sector in common unless a document names them. */
function sectorProblems(client: Client): ClientProblem[] {
  if (client.subject_type !== 'pairwise' || client.sector_identifier_uri) return []
  // One that can't be read is refused by its own check.
  const readable = client.redirect_uris.filter((uri) => URL.canParse(uri))
  const hosts = new Set(readable.map((uri) => new URL(uri).host))
  return hosts.size > 1
    ? [
        {
          path: 'sector_identifier_uri',
          message: say('sector_required')
        }
      ]
    : []
}
