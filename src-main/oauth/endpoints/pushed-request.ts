import { isConfidential } from '../../model'
import type { Clock, Store } from '../../ports'
import { createAddressLimit } from '../address-limit'
import type { AuthorizationRequest } from '../authorization/authorization-request'
import type { ParseAuthorizationRequest } from '../authorization/parse-authorization-request'
import { RefusedAuthorization } from '../authorization/refused-authorization'
import { effectiveParameters } from '../authorization/request/effective-parameters'
import type { PushedRequests } from '../authorization/request/pushed-requests'
import { credentialsOf, type AuthenticateClient } from '../client-auth/authenticate-client'
import type { AuthenticatedClient } from '../client-auth/method'
import { parseForm } from '../form'
import { OAuthError } from '../oauth-error'
import { secretJson, type ProtocolAnswer, type ProtocolRequest } from '../protocol-request'
import type { VerifyPresented } from '../sender/verify-presented'

/** Of clients that prove nothing, each of them kept until it ends: enough for a test suite, and a bound for who floods. */
const ANONYMOUS_PER_ADDRESS = 500

/** The pushed authorization request endpoint (RFC 9126 §2). Throws OAuthError. */
export function createPushedRequestEndpoint({
  settings,
  authenticateClient,
  verifyPresented,
  parse,
  pushedRequests,
  signInAttempts,
  clock
}: Pick<Store, 'settings' | 'signInAttempts'> & {
  clock: Clock
  authenticateClient: AuthenticateClient
  verifyPresented: VerifyPresented
  parse: ParseAuthorizationRequest
  pushedRequests: Pick<PushedRequests, 'keep'>
}) {
  const countAnonymous = createAddressLimit(
    { signInAttempts, settings, clock },
    {
      name: 'pushed-request',
      most: ANONYMOUS_PER_ADDRESS,
      tooMany: 'Too many requests were pushed from this address by clients without a secret'
    }
  )

  /** RFC 9126 §2.1: what is pushed is checked as the authorization endpoint would, and §2.3: refused as the token endpoint would. */
  async function check(client: AuthenticatedClient, body: string): Promise<AuthorizationRequest> {
    try {
      return await parse(body, { pushedBy: client })
    } catch (error) {
      throw error instanceof RefusedAuthorization ? error.refusal : error
    }
  }

  /** RFC 9449 §10.1: a proof is as good as `dpop_jkt`; where there are both, they name the same key. */
  async function provenKey(request: ProtocolRequest, client: AuthenticatedClient, named: string | undefined) {
    if (request.headers.dpop === undefined) return named
    const { confirmation } = await verifyPresented(request, client)
    if (named === undefined || named === confirmation?.jkt) return confirmation?.jkt
    throw new OAuthError(
      'invalid_dpop_proof',
      'proof-differs',
      'The DPoP proof is made with another key than the one that dpop_jkt names (RFC 9449 section 10.1).'
    )
  }

  return async (request: ProtocolRequest): Promise<ProtocolAnswer> => {
    const client = await authenticateClient(credentialsOf(request, parseForm(request.body)))
    const { parameters, dpopJkt } = await check(client, request.body)
    const dpop_jkt = await provenKey(request, client, dpopJkt)
    if (!isConfidential(client)) await countAnonymous(request.ip)
    const lifetime = client.lifetimes.pushed_request ?? (await settings.get()).lifetimes.pushed_request
    const pushed = effectiveParameters(parseForm(parameters), { dpop_jkt })
    const request_uri = await pushedRequests.keep(client, pushed, lifetime)
    // RFC 9126 §2.2: created, like any resource.
    return { ...secretJson({ request_uri, expires_in: lifetime }), status: 201 }
  }
}
