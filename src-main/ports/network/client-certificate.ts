/** The certificate that a client showed in the TLS handshake (RFC 8705 §2). Having shown it, the client has its private key. */
export interface ClientCertificate {
  /** The base64url SHA-256 digest of its DER encoding (RFC 8705 §3.1). */
  readonly thumbprint: string
  /** Whether a certificate authority of `settings.https.client_ca` vouches for it, now. */
  readonly trusted: boolean
  /** The subject's distinguished name as RFC 4514 spells it. */
  readonly subjectDn: string
  /** Subject alternative names, by kind. */
  readonly san: {
    readonly dns: readonly string[]
    readonly uri: readonly string[]
    readonly ip: readonly string[]
    readonly email: readonly string[]
  }
  /** Its public key as a JWK, for self_signed_tls_client_auth (RFC 8705 §2.2.2). */
  readonly publicJwk: Readonly<Record<string, unknown>>
}
