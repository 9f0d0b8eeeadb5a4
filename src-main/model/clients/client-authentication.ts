/** How a client proves that it is itself; `proof` says what it needs to have. */
export interface ClientAuthentication {
  readonly proof: 'secret' | 'key' | 'certificate' | 'nothing'
  /** The signature algorithms of its assertion, where it makes one (RFC 7523 §2.2). */
  readonly signingAlgorithms: readonly string[]
}

/** The asymmetric algorithms that a client may sign with (RFC 7518 §3.1, RFC 8037 §3.1). */
export const CLIENT_SIGNING_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA'
] as const

/** The algorithms of a key that client and server share: the client's secret (RFC 7518 §3.2). */
export const SECRET_SIGNING_ALGORITHMS = ['HS256', 'HS384', 'HS512'] as const

/** Every method, by its registered name (RFC 7591 §2, OpenID Connect Core §9, RFC 8705 §2). */
export const CLIENT_AUTHENTICATION = {
  client_secret_basic: { proof: 'secret', signingAlgorithms: [] },
  client_secret_post: { proof: 'secret', signingAlgorithms: [] },
  client_secret_jwt: { proof: 'secret', signingAlgorithms: SECRET_SIGNING_ALGORITHMS },
  private_key_jwt: { proof: 'key', signingAlgorithms: CLIENT_SIGNING_ALGORITHMS },
  none: { proof: 'nothing', signingAlgorithms: [] },
  tls_client_auth: { proof: 'certificate', signingAlgorithms: [] },
  self_signed_tls_client_auth: { proof: 'certificate', signingAlgorithms: [] }
} as const satisfies Record<string, ClientAuthentication>

export type ClientAuthenticationName = keyof typeof CLIENT_AUTHENTICATION

export const CLIENT_AUTHENTICATION_NAMES = Object.keys(CLIENT_AUTHENTICATION) as [
  ClientAuthenticationName,
  ...ClientAuthenticationName[]
]

/** Every algorithm that an assertion may be signed with. */
export const ASSERTION_ALGORITHMS = [
  ...new Set(Object.values(CLIENT_AUTHENTICATION).flatMap((method) => method.signingAlgorithms))
] as [string, ...string[]]
