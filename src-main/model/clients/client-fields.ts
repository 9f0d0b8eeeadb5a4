import { z } from '../zod'
import { authorizationDetailSchema } from '../claims/claims-request'
import {
  ASSERTION_ALGORITHMS,
  CLIENT_AUTHENTICATION_NAMES,
  CLIENT_SIGNING_ALGORITHMS
} from './client-authentication'
import { contentEncryptionAlgorithmSchema, keyManagementAlgorithmSchema } from '../tokens/encryption'
import { GRANT_TYPES, normalizeResponseType, RESPONSE_TYPES } from '../settings/flow'
import { clientLifetimesSchema } from '../settings/lifetimes'
import { redirectUriSchema } from './redirect-uri'
import { scopeListSchema } from '../tokens/scope'
import { publicJwkSchema, signingAlgorithmSchema } from '../tokens/signing-key'
import { imageDataUri, label, numericDate, vschar, webUrl } from '../text'
import { say } from '../messages/say'

export const ACCESS_TOKEN_FORMATS = ['opaque', 'jwt'] as const
export const accessTokenFormatSchema = z.enum(ACCESS_TOKEN_FORMATS)
export type AccessTokenFormat = z.infer<typeof accessTokenFormatSchema>

export const SUBJECT_TYPES = ['public', 'pairwise'] as const
export const APPLICATION_TYPES = ['web', 'native'] as const

/** A response type in any order of its parts, kept in the registered one. */
const responseTypeSchema = z.preprocess(
  (value) => (typeof value === 'string' ? (normalizeResponseType(value) ?? value) : value),
  z.enum(RESPONSE_TYPES)
)

const flag = z.boolean().optional()
const uris = z.array(redirectUriSchema).max(100).default([])

/** Who the client is (RFC 7591 §2). */
const identity = {
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
  software_id: label('software_id', 255).optional(),
  software_version: label('software_version', 255).optional(),
  application_type: z.enum(APPLICATION_TYPES).default('web')
}

/** What it may ask for, and how. */
const requests = {
  redirect_uris: uris,
  grant_types: z.array(z.enum(GRANT_TYPES)).default([]),
  /** Left out: those that go with its grant types. */
  response_types: z.array(responseTypeSchema).max(20).optional(),
  /** The scopes that it may ask for; left out: every one but `admin`. */
  scope: scopeListSchema.optional(),
  /** RFC 9126 §6. */
  require_pushed_authorization_requests: flag,
  /** Where request objects may be fetched from (OpenID Connect Registration §2). */
  request_uris: z.array(webUrl).max(20).default([]),
  request_object_signing_alg: z.enum(CLIENT_SIGNING_ALGORITHMS).optional(),
  /** RFC 9101 §10.5. */
  require_signed_request_object: flag,
  /** RFC 9396 §10; left out: every type. */
  authorization_details_types: z.array(authorizationDetailSchema.shape.type).max(50).optional(),
  default_max_age: z.int().nonnegative().optional(),
  require_auth_time: flag,
  default_acr_values: z.array(label('acr value', 200)).max(20).optional(),
  initiate_login_uri: webUrl.optional()
}

/** How it proves that it is itself (RFC 6749 §2.3, RFC 8705 §2). */
const authentication = {
  token_endpoint_auth_method: z.enum(CLIENT_AUTHENTICATION_NAMES).default('client_secret_basic'),
  token_endpoint_auth_signing_alg: z.enum(ASSERTION_ALGORITHMS).optional(),
  jwks: z.strictObject({ keys: z.array(publicJwkSchema).min(1).max(20) }).optional(),
  jwks_uri: webUrl.optional(),
  /** RFC 8705 §2.1.2: exactly one of these with tls_client_auth. */
  tls_client_auth_subject_dn: label('tls_client_auth_subject_dn', 500).optional(),
  tls_client_auth_san_dns: label('tls_client_auth_san_dns', 255).optional(),
  tls_client_auth_san_uri: label('tls_client_auth_san_uri', 500).optional(),
  tls_client_auth_san_ip: label('tls_client_auth_san_ip', 50).optional(),
  tls_client_auth_san_email: label('tls_client_auth_san_email', 254).optional()
}

/** What its tokens are like. */
const tokens = {
  access_token_format: accessTokenFormatSchema.optional(),
  access_token_signing_alg: signingAlgorithmSchema.optional(),
  /** RFC 8705 §3.4 and RFC 9449 §5.2. */
  tls_client_certificate_bound_access_tokens: flag,
  dpop_bound_access_tokens: flag,
  /** OpenID Connect Core §8. */
  subject_type: z.enum(SUBJECT_TYPES).default('public'),
  sector_identifier_uri: webUrl.optional(),
  id_token_signed_response_alg: signingAlgorithmSchema.optional(),
  id_token_encrypted_response_alg: keyManagementAlgorithmSchema.optional(),
  id_token_encrypted_response_enc: contentEncryptionAlgorithmSchema.optional(),
  userinfo_signed_response_alg: signingAlgorithmSchema.optional(),
  userinfo_encrypted_response_alg: keyManagementAlgorithmSchema.optional(),
  userinfo_encrypted_response_enc: contentEncryptionAlgorithmSchema.optional(),
  /** JARM §3. */
  authorization_signed_response_alg: signingAlgorithmSchema.optional(),
  authorization_encrypted_response_alg: keyManagementAlgorithmSchema.optional(),
  authorization_encrypted_response_enc: contentEncryptionAlgorithmSchema.optional(),
  /** RFC 9701 §6. */
  introspection_signed_response_alg: signingAlgorithmSchema.optional(),
  introspection_encrypted_response_alg: keyManagementAlgorithmSchema.optional(),
  introspection_encrypted_response_enc: contentEncryptionAlgorithmSchema.optional()
}

/** How it is told that a person signed out. */
const logout = {
  post_logout_redirect_uris: uris,
  backchannel_logout_uri: webUrl.optional(),
  backchannel_logout_session_required: flag,
  frontchannel_logout_uri: webUrl.optional(),
  frontchannel_logout_session_required: flag
}

/** A secret that is accepted beside `client_secret`: the one of before while programs change over, or that of another deployment. */
export const otherSecretSchema = z.strictObject({
  id: label('id', 60).min(1),
  client_secret: vschar('client_secret'),
  /** When it was made. */
  iat: numericDate.optional(),
  /** From this second on it is refused; left out: never. */
  exp: numericDate.optional()
})
export type OtherSecret = z.infer<typeof otherSecretSchema>

/** Extensions of our own. */
const extensions = {
  other_secrets: z.array(otherSecretSchema).max(10, say('secrets_many')).optional(),
  /** Its authorization requests need a code_challenge (RFC 7636), whatever the server asks of others. */
  require_pkce: flag,
  /** The person is not asked for consent, whatever the server's default. */
  skip_consent: flag,
  lifetimes: clientLifetimesSchema.default({}),
  /** The username of the person whom it belongs to; none: the server's own. */
  owner: z.string().optional(),
  blocked: z.boolean().default(false),
  /** Claims of the client itself, carried in the JWT access tokens that it gets for itself. */
  claims: z.record(z.string(), z.unknown()).default({})
}

/**
 * The metadata of a client under the names of RFC 7591 §2 and of the specifications that add to it, and the few extensions of
 * our own. Every field that may be left out has the default that the panel shows.
 */
export const clientFields = {
  ...identity,
  ...requests,
  ...authentication,
  ...tokens,
  ...logout,
  ...extensions
}

export const clientObject = z.strictObject(clientFields)
export type Client = z.output<typeof clientObject>
export type ClientInput = z.input<typeof clientObject>
