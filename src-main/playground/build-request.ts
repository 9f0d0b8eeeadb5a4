import type { RawRequest } from '../contract'
import type { ClientAuthenticationName } from '../model'
import { AUTHENTICATION_METHODS, type Parameter, type Proof, type SignedAssertion } from './authentication'
import type { PlaygroundFlow } from './flows'
import { formEncode } from './form-encode'

export interface BuiltRequest {
  readonly request: RawRequest
  readonly assertion?: SignedAssertion
}

/** What a request is made of. */
export interface RequestPlan {
  readonly url: string
  readonly flow: PlaygroundFlow
  readonly method: ClientAuthenticationName
  readonly proof: Proof
  readonly scope?: string
  readonly furtherParameters: readonly (readonly [name: string, value: string])[]
}

const ROLES: Readonly<Record<string, Parameter['role']>> = {
  client_id: 'client_id',
  client_secret: 'client_secret',
  client_assertion: 'client_assertion',
  scope: 'scope',
  token: 'access_token',
  access_token: 'access_token'
}

/** The request as it will leave: the flow's parameters, those that prove the client, then the further ones, each in its order. */
export async function buildRequest(plan: RequestPlan): Promise<BuiltRequest> {
  const { url, flow, method, proof, scope, furtherParameters } = plan
  const authentication = await AUTHENTICATION_METHODS[method](proof)
  const parameters = [
    ...flow.parameters({ ...(scope ? { scope } : {}) }),
    ...authentication.parameters,
    ...furtherParameters.map(([name, value]) => ({
      name,
      value,
      ...(ROLES[name] ? { role: ROLES[name] } : {})
    }))
  ]
  return {
    request: {
      method: 'POST',
      url,
      headers: [
        ['Accept', 'application/json'],
        ['Content-Type', 'application/x-www-form-urlencoded'],
        ...authentication.headers
      ],
      body: parameters.map(({ name, value }) => `${formEncode(name)}=${formEncode(value)}`).join('&'),
      parameters
    },
    ...(authentication.assertion ? { assertion: authentication.assertion } : {})
  }
}
