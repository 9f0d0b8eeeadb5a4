import { CLIENT_AUTHENTICATION, type Client } from '../../../model'
import type { Clock, Store } from '../../../ports'
import { isFirstUse } from '../../first-use'
import { CLOCK_SKEW, checkAssertionClaims } from './assertion-claims'
import { assertionRefusal, refuseAssertion } from './client-assertion'
import { parseClientJwt, requireSignedHeader, type SignedHeader } from './client-jwt'
import type { Evidence } from '../method'
import { wrongCredentials } from '../wrong-credentials'

/** Whether the signature of the assertion is the client's, by a key that goes with `alg`. Throws ClientKeyProblem when no key can be had. */
export type VerifySignature = (client: Client, assertion: string, header: SignedHeader) => Promise<boolean>

export interface AssertionDeps {
  readonly usedAssertions: Store['usedAssertions']
  readonly clock: Clock
  /** What `aud` may be: the issuer, the token endpoint and that of pushed requests. */
  readonly audiences: () => readonly string[]
}

/** The check that both JWT methods share (RFC 7523 §3); they differ in algorithms and keys. */
export function createVerifyAssertion(
  method: 'client_secret_jwt' | 'private_key_jwt',
  verifySignature: VerifySignature,
  { usedAssertions, clock, audiences }: AssertionDeps
) {
  async function readSigned(client: Client, assertion: string) {
    const { header, claims } = parseClientJwt(assertion)
    const allowed = algorithmsOf(client.token_endpoint_auth_signing_alg, method)
    if (await verifySignature(client, assertion, requireSignedHeader(header, allowed))) return claims
    throw wrongCredentials('assertion-signature-wrong')
  }

  return async (client: Client | undefined, { text: assertion }: Evidence): Promise<void> => {
    if (!client) throw wrongCredentials('client-unknown')
    const claims = await readSigned(client, assertion).catch(refuseAssertion)
    const expected = { clientId: client.client_id, audiences: audiences(), now: clock.nowSeconds() }
    const { jti, exp } = checkAssertionClaims(claims, expected)
    // RFC 7523 §3: a jti is used once, until nobody could accept it any more.
    const isFirst = await isFirstUse(usedAssertions, ['assertion', client.client_id, jti], exp + CLOCK_SKEW)
    if (!isFirst)
      throw assertionRefusal('assertion-replayed', 'its jti was used before; make a new one for each request')
  }
}

/** The registered algorithm or, where none is registered, those of the method; no list mixes symmetric and public-key ones. */
function algorithmsOf(
  registered: string | undefined,
  method: 'client_secret_jwt' | 'private_key_jwt'
): readonly string[] {
  const own: readonly string[] = CLIENT_AUTHENTICATION[method].signingAlgorithms
  return registered === undefined ? own : own.filter((name) => name === registered)
}
