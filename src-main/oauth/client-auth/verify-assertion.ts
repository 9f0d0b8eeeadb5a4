import { hash } from 'node:crypto'
import type { ProtectedHeaderParameters } from 'jose'
import { CLIENT_AUTHENTICATION, type Client } from '../../model'
import { StoreError, type Clock, type Store } from '../../ports'
import { CLOCK_SKEW, checkAssertionClaims } from './assertion-claims'
import { assertionRefusal, parseAssertion } from './client-assertion'
import { wrongCredentials } from './wrong-credentials'

/** Whether the signature of the assertion is the client's, by a key that goes with `alg`. Throws OAuthError when no key can be had. */
export type VerifySignature = (
  client: Client,
  assertion: string,
  header: ProtectedHeaderParameters & { alg: string }
) => Promise<boolean>

export interface AssertionDeps {
  readonly usedAssertions: Store['usedAssertions']
  readonly clock: Clock
  /** What `aud` may be: the issuer and the token endpoint. */
  readonly audiences: () => readonly string[]
}

/** The check that both JWT methods share (RFC 7523 §3); they differ in algorithms and keys. */
export function createVerifyAssertion(
  method: 'client_secret_jwt' | 'private_key_jwt',
  verifySignature: VerifySignature,
  { usedAssertions, clock, audiences }: AssertionDeps
) {
  return async (client: Client | undefined, assertion: string): Promise<void> => {
    if (!client) throw wrongCredentials('client-unknown')
    const { header, claims } = parseAssertion(assertion)
    const alg = requireAlgorithm(header.alg, client.token_endpoint_auth_signing_alg, method)
    refuseKeysInHeader(header)
    if (!(await verifySignature(client, assertion, { ...header, alg })))
      throw wrongCredentials('assertion-signature-wrong')
    const expected = { clientId: client.client_id, audiences: audiences(), now: clock.nowSeconds() }
    const { jti, exp } = checkAssertionClaims(claims, expected)
    await consume(usedAssertions, client, jti, exp + CLOCK_SKEW)
  }
}

// RFC 8725 §3.1 and §3.2: the algorithm comes from the registration or, where that names none, from the method's list;
// the header only has to agree. `none` is on no list, and no list mixes symmetric and public-key algorithms.
function requireAlgorithm(
  alg: string | undefined,
  registered: string | undefined,
  method: 'client_secret_jwt' | 'private_key_jwt'
): string {
  const own: readonly string[] = CLIENT_AUTHENTICATION[method].signingAlgorithms
  const allowed = registered === undefined ? own : own.filter((name) => name === registered)
  if (alg !== undefined && allowed.includes(alg)) return alg
  throw assertionRefusal(
    'assertion-algorithm-refused',
    `it is signed with ${alg ?? 'no algorithm'}, and this client signs with ${allowed.join(', ')}`
  )
}

/** Headers that bring or point to a key, or change what the signature means (RFC 7515 §4.1; RFC 8725 §3.10). */
const REFUSED_HEADERS = ['jwk', 'jku', 'x5c', 'x5u', 'crit']

function refuseKeysInHeader(header: object): void {
  const found = REFUSED_HEADERS.find((name) => name in header)
  if (found)
    throw assertionRefusal(
      'assertion-key-in-header',
      `its header holds ${found}; the key is the registered one, named by kid at most`
    )
}

/** RFC 7523 §3: a jti is used once, until nobody could accept it any more. */
async function consume(
  usedAssertions: Store['usedAssertions'],
  client: Client,
  jti: string,
  exp: number
): Promise<void> {
  const id = hash('sha256', `${client.client_id}\n${jti}`, 'base64url')
  try {
    await usedAssertions.insert({ id, exp })
  } catch (error) {
    if (error instanceof StoreError && error.code === 'exists')
      throw assertionRefusal(
        'assertion-replayed',
        'its jti was used before; make a new one for each request',
        error
      )
    throw error
  }
}
