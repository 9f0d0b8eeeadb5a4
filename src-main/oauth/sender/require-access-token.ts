import type { Confirmation } from '../../model'
import type { Form } from '../form'
import { OAuthError } from '../oauth-error'
import type { ProtocolRequest } from '../protocol-request'
import type { FindToken, LiveToken } from '../tokens/find-token'
import type { VerifyDpopProof } from './dpop-proof'
import { dpopRefusal } from './dpop-refusal'
import { resourceRefusal } from './resource-refusal'
import { requireSentToken, type SentToken } from './sent-token'

/**
 * The access token that a request to a protected resource of ours carries (RFC 6750 §2, RFC 9449 §7), alive and proven to be
 * the sender's. `form` is its body, where it has one. Throws `invalid_token` and such with the challenge of RFC 6750 §3.
 */
export type RequireAccessToken = (request: ProtocolRequest, form?: Form) => Promise<LiveToken>

export function createRequireAccessToken({
  findToken,
  verifyDpopProof
}: {
  findToken: FindToken
  verifyDpopProof: VerifyDpopProof
}): RequireAccessToken {
  /** RFC 9449 §7.1: the proof is by the key of the token, and names the token. */
  async function requireDpopKey(request: ProtocolRequest, { token }: SentToken, jkt: string): Promise<void> {
    const { dpop } = request.headers
    try {
      if (dpop === undefined) throw dpopRefusal('dpop-required', 'there is none in the DPoP header')
      if ((await verifyDpopProof(request, dpop, token)) === jkt) return
    } catch (error) {
      throw error instanceof OAuthError ? asResourceRefusal(error) : error
    }
    throw bindingRefusal(
      'its DPoP proof is signed with another key than the one that it was issued to',
      'DPoP'
    )
  }

  return async (request, form) => {
    const sent = requireSentToken(request, form)
    const live = await findToken(sent.token)
    if (live?.record.kind !== 'access_token')
      throw resourceRefusal({
        code: 'invalid_token',
        reason: 'token-unknown',
        description: 'The access token is unknown, expired or revoked; ask for a new one.',
        scheme: sent.scheme
      })
    const { cnf } = live.record
    requireScheme(sent, cnf)
    if (cnf?.jkt !== undefined) await requireDpopKey(request, sent, cnf.jkt)
    requireCertificate(request, sent, cnf)
    return live
  }
}

/** RFC 9449 §7.2: a bound token is no Bearer token, and one that isn't bound proves nothing under DPoP. */
function requireScheme({ scheme }: SentToken, cnf: Confirmation | undefined): void {
  const isBound = cnf?.jkt !== undefined
  if (isBound === (scheme === 'DPoP')) return
  throw isBound
    ? bindingRefusal('it is bound to a DPoP key; send it under the scheme DPoP with a proof', 'DPoP')
    : bindingRefusal('it is bound to no DPoP key; send it under the scheme Bearer', 'Bearer')
}

/** RFC 8705 §3: the certificate of this connection is the one that the token was issued to. */
function requireCertificate(
  { certificate }: ProtocolRequest,
  { scheme }: SentToken,
  cnf: Confirmation | undefined
): void {
  const bound = cnf?.['x5t#S256']
  if (bound === undefined || certificate?.thumbprint === bound) return
  throw bindingRefusal(
    `it is bound to a certificate, and this connection shows ${certificate ? 'another' : 'none'} (RFC 8705 section 3)`,
    scheme
  )
}

function bindingRefusal(what: string, scheme: 'Bearer' | 'DPoP'): OAuthError {
  return resourceRefusal({
    code: 'invalid_token',
    reason: 'token-binding-differs',
    description: `The access token is refused: ${what}.`,
    scheme
  })
}

/** The same refusal, as a protected resource says it. */
function asResourceRefusal({ code, reason, message, headers, cause }: OAuthError): OAuthError {
  return resourceRefusal({ code, reason, description: message, scheme: 'DPoP', headers, cause })
}
