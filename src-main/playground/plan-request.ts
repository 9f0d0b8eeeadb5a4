import type { Draft } from '../contract'
import type { Client } from '../model'
import { buildRequest, type BuiltRequest } from './build-request'
import type { PlaygroundDependencies } from './playground-dependencies'
import { PLAYGROUND_FLOWS } from './flows'
import { mismatchesOf, type Situation } from './mismatches'
import { proofOf } from './proof-of'
import { tokenEndpoint } from './token-endpoint'

/** Everything that a draft means at this moment. */
export interface Plan {
  readonly situation: Situation
  /** Whether everything is there that the request is made of. */
  readonly buildable: boolean
  /** Makes the request, each time with an assertion of its own. Throws RequestNotBuilt. */
  build(): Promise<BuiltRequest>
}

/** Puts a draft together with its client, the settings and the server's state. */
export function createPlanner({ store, clock, random, issuer, serverState }: PlaygroundDependencies) {
  return async (draft: Draft, client: Client | undefined): Promise<Plan> => {
    const settings = await store.settings.get()
    const flow = PLAYGROUND_FLOWS[draft.flow]
    const method = draft.method ?? client?.token_endpoint_auth_method ?? 'client_secret_basic'
    const proof = await proofOf(store, draft, client)
    const state = serverState()
    const situation = { state, settings, client, flowName: draft.flow, flow, method, proof }
    const lacks = mismatchesOf(situation).map(({ id }) => id)
    return {
      situation,
      buildable: !lacks.includes('key_missing') && !lacks.includes('secret_missing'),
      build: () =>
        buildRequest({
          url: tokenEndpoint(state, issuer()),
          flow,
          method,
          proof: { ...proof, audience: issuer(), now: clock.nowSeconds(), jti: random.uuid() },
          ...(draft.scope ? { scope: draft.scope } : {}),
          furtherParameters: draft.parameters ?? []
        })
    }
  }
}
