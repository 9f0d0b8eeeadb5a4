import type { Awaitable } from '../../ports'
import type { AuthenticatedClient } from '../client-auth/method'
import { OAuthError } from '../oauth-error'
import type { ProtocolRequest } from '../protocol-request'
import type { VerifyDpopProof } from './dpop-proof'
import { dpopRefusal } from './dpop-refusal'
import type { Presented } from './presented'

/** Checks the proofs of possession at the token endpoint and its like. Throws `invalid_dpop_proof`, `use_dpop_nonce` or `invalid_request`. */
export type VerifyPresented = (request: ProtocolRequest, client: AuthenticatedClient) => Awaitable<Presented>

export function createVerifyPresented({
  verifyDpopProof
}: {
  verifyDpopProof: VerifyDpopProof
}): VerifyPresented {
  async function proofs(
    request: ProtocolRequest,
    dpop: string | undefined,
    thumbprint: string | undefined
  ): Promise<Presented> {
    const jkt = dpop === undefined ? undefined : await verifyDpopProof(request, dpop)
    return {
      ip: request.ip,
      confirmation: {
        ...(jkt !== undefined && { jkt }),
        ...(thumbprint !== undefined && { 'x5t#S256': thumbprint })
      }
    }
  }

  return (request, client) => {
    const { dpop } = request.headers
    // RFC 9449 §5.2
    if (dpop === undefined && client.dpop_bound_access_tokens)
      throw dpopRefusal(
        'dpop-required',
        'there is none, and this client is registered with dpop_bound_access_tokens'
      )
    const thumbprint = client.tls_client_certificate_bound_access_tokens
      ? requireCertificate(request)
      : undefined
    if (dpop === undefined && thumbprint === undefined) return { ip: request.ip }
    return proofs(request, dpop, thumbprint)
  }
}

// RFC 8705 §3: whoever wants its tokens bound to a certificate has to show one, whatever it proves itself with.
function requireCertificate({ certificate }: ProtocolRequest): string {
  if (certificate) return certificate.thumbprint
  throw new OAuthError(
    'invalid_request',
    'certificate-missing',
    'This client is registered with tls_client_certificate_bound_access_tokens, and showed no certificate in the TLS handshake (RFC 8705 section 3).'
  )
}
