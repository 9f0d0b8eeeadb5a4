/** The endpoints that the playground asks, or sends a browser to. */
export type PlaygroundEndpoint =
  | 'authorization'
  | 'par'
  | 'device_authorization'
  | 'token'
  | 'userinfo'
  | 'introspect'
  | 'revoke'
  | 'end_session'
  | 'jwks'

/** The server that a request goes to. */
export interface Target {
  readonly issuer: string
  /** Whether it is the server that the playground is part of. */
  readonly isOwn: boolean
  readonly endpoints: Readonly<Partial<Record<PlaygroundEndpoint, string>>>
  /** Whether it says `iss` in its answers (RFC 9207 §3). */
  readonly namesIssuer: boolean
}
