import type { Draft, TokenUse } from '../contract'
import type { Client } from '../model'
import { buildRequest } from './build-request'
import type { BuiltRequest } from './built-request'
import { buildUse } from './build-use'
import { endpointAddress } from './endpoint-address'
import type { PlaygroundDependencies } from './playground-dependencies'
import { PLAYGROUND_FLOWS } from './flows'
import { mismatchesOf, type Situation } from './mismatches'
import { proofOf } from './proof-of'

/** Everything that a draft means at this moment. */
export interface Plan {
  readonly situation: Situation
  /** Whether everything is there that the request is made of. */
  readonly buildable: boolean
  /** Makes the request, each time with an assertion of its own. Throws RequestNotBuilt. */
  build(): Promise<BuiltRequest>
  /** Makes a request that does something with a token of the client. Throws RequestNotBuilt. */
  buildUse(use: TokenUse, token: string): Promise<BuiltRequest>
}

/** Puts a draft together with its client, the settings and the server's state. */
export function createPlanner({ store, clock, random, issuer, serverState }: PlaygroundDependencies) {
  return async (draft: Draft, client: Client | undefined): Promise<Plan> => {
    const settings = await store.settings.get()
    const flow = PLAYGROUND_FLOWS[draft.flow]
    const method = draft.method ?? client?.token_endpoint_auth_method ?? 'client_secret_basic'
    const proof = await proofOf(store, draft, client)
    const state = serverState()
    const values = draft.values ?? {}
    const situation = { state, settings, client, flowName: draft.flow, flow, method, proof, values }
    const signing = () => ({ ...proof, audience: issuer(), now: clock.nowSeconds(), jti: random.uuid() })
    const lacks = mismatchesOf(situation).map(({ id }) => id)
    return {
      situation,
      buildable: !lacks.includes('key_missing') && !lacks.includes('secret_missing'),
      build: () =>
        buildRequest({
          url: endpointAddress('token', state, issuer()),
          flow,
          method,
          proof: signing(),
          ...(draft.scope ? { scope: draft.scope } : {}),
          values,
          furtherParameters: draft.parameters ?? []
        }),
      buildUse: (use, token) =>
        buildUse({ use, token, method, proof: signing(), url: endpointAddress(use, state, issuer()) })
    }
  }
}
