import type { PlaygroundAuthorization } from '../../contract'
import type { Parameter, Proof, SignedAssertion } from '../authentication'
import { parameterOf } from '../parameter-roles'
import type { Plan } from '../plan/plan'
import { endpointOf } from '../target/endpoint-of'
import { authorizationParameters, isOpenId } from './authorization-parameters'
import { codeChallengeOf } from './code-challenge'
import { requestObject } from './request-object'

/** An authorization request before it travels: what it says, and what is sent of it. */
export interface AuthorizationDraft {
  readonly parameters: readonly Parameter[]
  /** What goes into the address or is pushed: the parameters, or the request object that holds them. */
  readonly sent: readonly Parameter[]
  readonly object?: SignedAssertion
}

/** Throws RequestNotBuilt where a request object can't be signed. */
export async function draftAuthorization(
  plan: Plan,
  proof: Proof,
  thumbprint: string | undefined
): Promise<AuthorizationDraft> {
  const parameters = authorizationParameters(plan, thumbprint)
  if (!plan.draft.authorization.request_object) return { parameters, sent: parameters }
  const object = await requestObject(proof, parameters, plan.client?.request_object_signing_alg)
  return { parameters, object, sent: [...outside(plan, parameters), parameterOf('request', object.jwt)] }
}

/** RFC 9101 §5: `client_id` stands beside the object; OpenID Connect Core §6.1 wants `response_type` and `scope` there too. */
function outside(plan: Plan, parameters: readonly Parameter[]): Parameter[] {
  const names = isOpenId(plan) ? ['response_type', 'client_id', 'scope'] : ['client_id']
  return parameters.filter(({ name }) => names.includes(name))
}

/** The address that the browser opens; `requestUri` is where the request was pushed to (RFC 9126 §4). Throws RequestNotBuilt. */
export function authorizationOf(
  plan: Plan,
  { parameters, sent, object }: AuthorizationDraft,
  requestUri?: string
): PlaygroundAuthorization {
  const inAddress =
    requestUri === undefined
      ? sent
      : [parameterOf('client_id', plan.draft.client_id), parameterOf('request_uri', requestUri)]
  const challenge = codeChallengeOf(plan.draft)
  return {
    url: addressWith(endpointOf(plan, 'authorization'), inAddress),
    parameters: [...parameters],
    redirect_uri: plan.redirect_uri,
    ...(challenge !== undefined && { code_challenge: challenge }),
    ...(object && { requestObject: { header: object.header, claims: object.claims } })
  }
}

/** An address with parameters behind those that it has already (RFC 6749 §3.1). */
export function addressWith(endpoint: string, parameters: readonly Parameter[]): string {
  const query = new URLSearchParams(parameters.map(({ name, value }) => [name, value]))
  return `${endpoint}${endpoint.includes('?') ? '&' : '?'}${query.toString()}`
}
