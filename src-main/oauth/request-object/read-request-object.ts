import { CLIENT_SIGNING_ALGORITHMS, type Client } from '../../model'
import type { Clock, Store } from '../../ports'
import { CLOCK_SKEW } from '../client-auth/assertions/assertion-claims'
import { ClientJwtProblem, verifyClientJwt, type ClientJwtRule } from '../client-auth/assertions/client-jwt'
import { ClientKeyProblem } from '../client-auth/assertions/client-key-problem'
import type { ClientKeys } from '../client-auth/assertions/client-keys'
import { parseBoundedJson } from '../bounded-json'
import { isFirstUse } from '../first-use'
import type { Form } from '../form'
import type { RefusalReason } from '../refusal-reason'
import { checkRequestObjectClaims } from './check-request-object-claims'
import { requestObjectParameters } from './request-object-parameters'
import { requestObjectRefusal } from './request-object-refusal'

export interface RequestObjectDeps {
  readonly clientKeys: ClientKeys
  readonly usedAssertions: Store['usedAssertions']
  readonly clock: Clock
  readonly issuer: () => string
}

/** The parameters of a signed request, as a form; `outside` stood beside it. Throws `invalid_request_object`. */
export type ReadRequestObject = (client: Client, requestObject: string, outside: Form) => Promise<string>

/** RFC 8725 §3.11: a JWT of another kind is none. A type may be left out (RFC 9101 §10.8, OpenID Connect Core §6.1). */
const TYPES = [undefined, 'oauth-authz-req+jwt', 'JWT']

const REASONS: Readonly<Record<ClientJwtRule, RefusalReason>> = {
  malformed: 'request-object-malformed',
  'algorithm-refused': 'request-object-algorithm-refused',
  'key-in-header': 'request-object-algorithm-refused',
  'signature-wrong': 'request-object-signature-wrong'
}

/**
 * Request objects (RFC 9101 §6, OpenID Connect Core §6): signed by a registered key of the client, with the algorithm that it registered
 * or else any that goes with such a key. `none` (RFC 9101 §4 allows it, §10.1 advises against it) and encryption are not offered.
 */
export function createReadRequestObject(deps: RequestObjectDeps): ReadRequestObject {
  const { clientKeys, usedAssertions, clock, issuer } = deps

  async function verify(client: Client, requestObject: string) {
    if (requestObject.split('.').length === 5)
      throw requestObjectRefusal(
        'request-object-malformed',
        'it is encrypted, which this server does not read'
      )
    const registered = client.request_object_signing_alg
    const allowed = registered ? [registered] : CLIENT_SIGNING_ALGORITHMS
    const { header, claims } = await verifyClientJwt(clientKeys, client, requestObject, allowed)
    const [, payload = ''] = requestObject.split('.')
    if (!TYPES.includes(header.typ) || !parseBoundedJson(Buffer.from(payload, 'base64url').toString()))
      throw requestObjectRefusal(
        'request-object-malformed',
        'its typ is not oauth-authz-req+jwt, or it is nested too deeply'
      )
    return claims
  }

  return async (client, requestObject, outside) => {
    const claims = await verify(client, requestObject).catch(refuse)
    const clientId = client.client_id
    checkRequestObjectClaims(claims, { clientId, issuer: issuer(), now: clock.nowSeconds() })
    const parameters = requestObjectParameters(claims, outside, client)
    if (claims.jti !== undefined && claims.exp !== undefined) {
      const until = Math.ceil(claims.exp) + CLOCK_SKEW
      if (!(await isFirstUse(usedAssertions, ['request object', clientId, claims.jti], until)))
        throw requestObjectRefusal(
          'request-object-replayed',
          'its jti was used before; make a new one for each request'
        )
    }
    return parameters
  }
}

function refuse(error: unknown): never {
  if (error instanceof ClientKeyProblem)
    throw requestObjectRefusal(
      error.reason === 'assertion-key-unknown' ? 'request-object-key-unknown' : error.reason,
      error.message,
      error
    )
  if (error instanceof ClientJwtProblem) throw requestObjectRefusal(REASONS[error.rule], error.message, error)
  throw error
}
