/** How a client proves that it is itself; `proof` says what it needs to have. */
export interface ClientAuthentication {
  readonly proof: 'secret' | 'key' | 'nothing'
  /** The signature algorithms of its assertion, where it makes one (RFC 7523 §2.2). */
  readonly signingAlgorithms: readonly string[]
}

/** Every method, by its registered name (RFC 7591 §2, OpenID Connect Core §9). */
export const CLIENT_AUTHENTICATION = {
  client_secret_basic: { proof: 'secret', signingAlgorithms: [] },
  client_secret_post: { proof: 'secret', signingAlgorithms: [] },
  client_secret_jwt: { proof: 'secret', signingAlgorithms: ['HS256', 'HS384', 'HS512'] },
  private_key_jwt: {
    proof: 'key',
    signingAlgorithms: [
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
    ]
  },
  none: { proof: 'nothing', signingAlgorithms: [] }
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
