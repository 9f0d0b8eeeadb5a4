import { AUTHENTICATION_METHODS, type Parameter, type Proof } from './authentication'
import type { BuiltRequest } from './built-request'
import { formRequest } from './form-request'
import { parameterOf } from './parameter-roles'
import type { Plan } from './plan/plan'
import { endpointOf } from './target/endpoint-of'

/**
 * A token request: the flow's parameters, those that prove the client, then the further ones, each in its order. `brought` is what a run
 * brought: a code, a device code. Throws RequestNotBuilt.
 */
export async function buildTokenRequest(
  plan: Plan,
  proof: Proof,
  brought: Readonly<Record<string, string>> = {}
): Promise<BuiltRequest> {
  const { draft, flow, method } = plan
  const authentication = await AUTHENTICATION_METHODS[method](proof)
  const values = { ...draft.values, ...brought }
  const own = await flow.parameters({ ...(draft.scope ? { scope: draft.scope } : {}), values, proof })
  const further = draft.parameters.map(([name, value]) => parameterOf(name, value))
  return formRequest(endpointOf(plan, 'token'), own, authentication, further)
}

/** The authorization request, pushed by the client itself (RFC 9126 §2.1). Throws RequestNotBuilt. */
export async function buildPushedRequest(
  plan: Plan,
  proof: Proof,
  sent: readonly Parameter[]
): Promise<BuiltRequest> {
  const authentication = await AUTHENTICATION_METHODS[plan.method](proof)
  return formRequest(endpointOf(plan, 'par'), sent, authentication)
}

/** What a device asks before anybody is asked (RFC 8628 §3.1). Throws RequestNotBuilt. */
export async function buildDeviceRequest(plan: Plan, proof: Proof): Promise<BuiltRequest> {
  const { draft, method } = plan
  const authentication = await AUTHENTICATION_METHODS[method](proof)
  const own = [
    parameterOf('client_id', draft.client_id),
    ...(draft.scope ? [parameterOf('scope', draft.scope)] : []),
    ...draft.authorization.parameters.map(([name, value]) => parameterOf(name, value))
  ]
  return formRequest(endpointOf(plan, 'device_authorization'), own, authentication)
}
