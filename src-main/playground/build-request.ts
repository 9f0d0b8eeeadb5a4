import type { ClientAuthenticationName } from '../model'
import { AUTHENTICATION_METHODS, type Parameter, type Proof } from './authentication'
import type { BuiltRequest } from './built-request'
import type { PlaygroundFlow } from './flows'
import { formRequest } from './form-request'

/** What a request is made of. */
export interface RequestPlan {
  readonly url: string
  readonly flow: PlaygroundFlow
  readonly method: ClientAuthenticationName
  readonly proof: Proof
  readonly scope?: string
  readonly values: Readonly<Record<string, string>>
  readonly furtherParameters: readonly (readonly [name: string, value: string])[]
}

const ROLES: Readonly<Record<string, Parameter['role']>> = {
  client_id: 'client_id',
  client_secret: 'client_secret',
  client_assertion: 'client_assertion',
  scope: 'scope',
  token: 'access_token',
  access_token: 'access_token',
  refresh_token: 'refresh_token',
  assertion: 'assertion',
  password: 'password'
}

/** The request as it will leave: the flow's parameters, those that prove the client, then the further ones, each in its order. */
export async function buildRequest(plan: RequestPlan): Promise<BuiltRequest> {
  const { url, flow, method, proof, scope, values, furtherParameters } = plan
  const authentication = await AUTHENTICATION_METHODS[method](proof)
  const own = await flow.parameters({ ...(scope ? { scope } : {}), values, proof })
  const further = furtherParameters.map(([name, value]) => ({
    name,
    value,
    ...(ROLES[name] ? { role: ROLES[name] } : {})
  }))
  return formRequest(url, own, authentication, further)
}
