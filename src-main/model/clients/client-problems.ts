import { CLIENT_AUTHENTICATION } from './client-authentication'
import type { Client } from './client-fields'
import { grantTypesOfResponseType } from '../settings/flow'
import { ADMIN_SCOPE, parseScopeList } from '../tokens/scope'

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
    problems.push({ path: 'client_secret', message: `is required by ${method}` })
  const needsKeys = proof === 'key' || method === 'self_signed_tls_client_auth'
  if (needsKeys && !client.jwks && !client.jwks_uri)
    problems.push({ path: 'jwks', message: `or jwks_uri is required by ${method}` })
  if (client.jwks && client.jwks_uri)
    problems.push({ path: 'jwks_uri', message: 'must not stand beside jwks (RFC 7591 §2)' })
  const names = CERTIFICATE_NAMES.filter((name) => client[name] !== undefined)
  if (method === 'tls_client_auth' && names.length !== 1)
    problems.push({
      path: names[1] ?? 'tls_client_auth_subject_dn',
      message: `tls_client_auth wants exactly one of ${CERTIFICATE_NAMES.join(', ')} (RFC 8705 §2.1.2)`
    })
  return problems
}

function grantProblems(client: Client): ClientProblem[] {
  const isPublic = CLIENT_AUTHENTICATION[client.token_endpoint_auth_method].proof === 'nothing'
  const problems: ClientProblem[] = []
  if (isPublic && client.grant_types.includes('client_credentials'))
    problems.push({
      path: 'grant_types',
      message: 'client_credentials is for confidential clients only (RFC 6749 §4.4)'
    })
  if (isPublic && parseScopeList(client.scope).includes(ADMIN_SCOPE))
    problems.push({
      path: 'scope',
      message: `${ADMIN_SCOPE} is never given to a client that can't prove itself`
    })
  for (const responseType of client.response_types ?? []) {
    const missing = grantTypesOfResponseType(responseType).filter(
      (grant) => !client.grant_types.includes(grant)
    )
    if (missing.length)
      problems.push({
        path: 'response_types',
        message: `${responseType} needs ${missing.join(' and ')} in grant_types (RFC 7591 §2.1)`
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
        ? `${algorithm} does not go with ${method}; one of ${signingAlgorithms.join(', ')} does`
        : `does not go with ${method}, which signs nothing`
    })
  if (method === 'client_secret_jwt' && client.client_secret) {
    const needed = JWT_SECRET_CHARACTERS[(algorithm ?? 'HS256') as keyof typeof JWT_SECRET_CHARACTERS] ?? 32
    if (client.client_secret.length < needed)
      problems.push({
        path: 'client_secret',
        message: `needs at least ${needed} characters for ${algorithm ?? 'HS256'} (RFC 7518 §3.2)`
      })
  }
  return problems
}

/** The answers that can be encrypted to a client. */
export const ENCRYPTED_ANSWERS = ['id_token', 'userinfo', 'authorization', 'introspection'] as const

function encryptionProblems(client: Client): ClientProblem[] {
  return ENCRYPTED_ANSWERS.flatMap((answer): ClientProblem[] => {
    const alg = `${answer}_encrypted_response_alg` as const
    const enc = `${answer}_encrypted_response_enc` as const
    if (client[enc] && !client[alg])
      return [{ path: enc, message: `must not stand without ${alg} (OpenID Connect Registration §2)` }]
    if (client[alg] && !client.jwks && !client.jwks_uri)
      return [{ path: alg, message: 'needs a public key of the client in jwks or at jwks_uri' }]
    return []
  })
}

/** OpenID Connect Core §8.1: redirect URIs at several hosts have no sector in common unless a document names them. */
function sectorProblems(client: Client): ClientProblem[] {
  if (client.subject_type !== 'pairwise' || client.sector_identifier_uri) return []
  const hosts = new Set(client.redirect_uris.map((uri) => new URL(uri).host))
  return hosts.size > 1
    ? [
        {
          path: 'sector_identifier_uri',
          message: 'is required by pairwise with redirect URIs at several hosts (OpenID Connect Core §8.1)'
        }
      ]
    : []
}
