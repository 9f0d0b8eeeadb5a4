import { say } from '../../model'
import { RequestNotBuilt } from '../request-not-built'
import type { AuthenticationMethod } from './method'
import { assertionClaims, provenBy, signJwt } from './sign-assertion'

/** RFC 7523 §2.2 with the client secret as the key (OpenID Connect Core §9): its UTF-8 bytes. */
export const clientSecretJwt: AuthenticationMethod = async (proof) => {
  const alg = proof.signingAlgorithm ?? 'HS256'
  try {
    const secret = new TextEncoder().encode(proof.client_secret ?? '')
    return provenBy(await signJwt(assertionClaims(proof, proof.client_id), { alg, typ: 'JWT' }, secret))
  } catch (error) {
    throw new RequestNotBuilt([
      { path: ['client_secret'], message: say('signing_failed', { algorithm: alg, why: messageOf(error) }) }
    ])
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
