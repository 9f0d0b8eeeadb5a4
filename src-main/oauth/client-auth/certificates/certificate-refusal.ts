import type { ClientCertificate } from '../../../ports'
import { OAuthError } from '../../oauth-error'
import type { RefusalReason } from '../../refusal-reason'

/** A client whose certificate doesn't prove it (RFC 8705 §2). It is told of its own certificate, never of the registered one. */
export function certificateRefusal(reason: RefusalReason, what: string): OAuthError {
  return new OAuthError(
    'invalid_client',
    reason,
    `Client authentication by certificate failed: ${what} (RFC 8705 section 2).`
  )
}

/** The certificate of the connection. Throws `invalid_client` when there is none. */
export function requireShownCertificate(certificate: ClientCertificate | undefined): ClientCertificate {
  if (certificate) return certificate
  throw certificateRefusal(
    'certificate-missing',
    'the client showed none in the TLS handshake; it has to call this server over https, with its certificate'
  )
}
