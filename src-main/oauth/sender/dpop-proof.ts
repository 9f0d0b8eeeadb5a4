import { hash } from 'node:crypto'
import type { Clock, Store } from '../../ports'
import { ClientJwtProblem, parseClientJwt, type UnverifiedJwt } from '../client-auth/assertions/client-jwt'
import { isFirstUse } from '../first-use'
import type { ProtocolRequest } from '../protocol-request'
import { checkDpopClaims, DPOP_ACCEPTED_SECONDS, requireRecent, type DpopClaims } from './dpop-claims'
import { verifyDpopSignature } from './dpop-key'
import type { DpopNonces } from './dpop-nonces'
import { dpopRefusal, nonceWanted } from './dpop-refusal'

/**
 * The thumbprint of the key that signed the proof of a request (RFC 9449 §4.3). `accessToken` is the token that the request carries,
 * at a protected resource. Throws `invalid_dpop_proof`, and `use_dpop_nonce` where nonces are required.
 */
export type VerifyDpopProof = (
  request: ProtocolRequest,
  proof: string,
  accessToken?: string
) => Promise<string>

export function createVerifyDpopProof({
  usedAssertions,
  settings,
  nonces,
  clock,
  issuer
}: {
  usedAssertions: Store['usedAssertions']
  settings: Store['settings']
  nonces: DpopNonces
  clock: Clock
  issuer: () => string
}): VerifyDpopProof {
  /** Until when the proof could be accepted again, in seconds since 1970. Throws when it can't be accepted now. */
  async function requireInTime({ iat, nonce }: DpopClaims): Promise<number> {
    if ((await settings.get()).dpop.nonce_required) {
      // §11.1: a nonce tells when the proof was made better than the clock of the client does.
      const end = nonce === undefined ? undefined : await nonces.endOf(nonce)
      if (end === undefined) throw nonceWanted(await nonces.current())
      return end
    }
    requireRecent(iat, clock.nowSeconds())
    return Math.ceil(iat) + DPOP_ACCEPTED_SECONDS + 1
  }

  return async (request, proof, accessToken) => {
    const { header, claims } = parseProof(proof)
    const jkt = await verifyDpopSignature(proof, header)
    const asked = {
      method: request.method,
      // The issuer names the server. Whatever a request says of its own address in Host could be chosen by whoever relays a proof.
      url: issuer() + request.path,
      ath: accessToken === undefined ? undefined : hash('sha256', accessToken, 'base64url')
    }
    const checked = checkDpopClaims(claims, asked)
    const end = await requireInTime(checked)
    if (!(await isFirstUse(usedAssertions, ['dpop', jkt, checked.jti], end)))
      throw dpopRefusal('dpop-replayed', 'its jti was used before; make a new proof for each request')
    return jkt
  }
}

function parseProof(proof: string): UnverifiedJwt {
  const parsed = parse(proof)
  if (parsed.header.typ !== 'dpop+jwt')
    throw dpopRefusal('dpop-malformed', 'typ in its header must be dpop+jwt')
  return parsed
}

function parse(proof: string): UnverifiedJwt {
  try {
    return parseClientJwt(proof)
  } catch (error) {
    if (!(error instanceof ClientJwtProblem)) throw error
    throw dpopRefusal('dpop-malformed', error.message, error)
  }
}
