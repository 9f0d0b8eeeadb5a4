import { draftSchema, playgroundFlowKind, playgroundResponseTypes, type CompleteDraft } from '../../contract'
import { PLAYGROUND_FLOWS } from '../flows'
import { mutationOf } from '../mutations'
import type { PlaygroundDependencies } from '../playground-dependencies'
import { createFindTarget } from '../target/find-target'
import { landingAddress } from '../target/own-target'
import { credentialsOf } from './credentials-of'
import type { Asked, Plan } from './plan'

export type PlanDraft = (asked: Asked) => Promise<Plan>

/** Puts a draft together with its client, the settings and the server that it is for. Throws RequestNotBuilt. */
export function createPlanner(dependencies: PlaygroundDependencies): PlanDraft {
  const { store, serverState, scheme, issuer } = dependencies
  const findTarget = createFindTarget(dependencies)

  return async (asked) => {
    const mutation = mutationOf(asked.draft.mutation)
    const complete = draftSchema.parse(asked.draft)
    const draft = mutation.draft ? draftSchema.parse(mutation.draft(complete, asked.client)) : complete
    const { client } = asked
    // What is wrong on purpose may ask for another flow's response type.
    const responseType =
      (mutation.draft && isBrowser(draft) ? draft.response_type : undefined) ?? responseTypeOf(draft)
    const state = serverState()
    return {
      actor: asked.actor,
      note: asked.note,
      asked: complete,
      draft,
      client,
      state,
      settings: await store.settings.get(),
      flow: PLAYGROUND_FLOWS[draft.flow],
      method: draft.method ?? client?.token_endpoint_auth_method ?? 'client_secret_basic',
      credentials: await credentialsOf(store, draft, client),
      target: await findTarget(draft.target?.issuer),
      redirect_uri:
        draft.authorization.redirect_uri ?? landingAddress({ state, scheme: scheme(), issuer: issuer() }),
      mutation,
      ...(responseType && { responseType })
    }
  }
}

const isBrowser = ({ flow }: CompleteDraft): boolean => playgroundFlowKind(flow) === 'browser'

/** The one that was chosen where the flow has it, else the flow's first; none: the flow has no browser in it. */
function responseTypeOf({ flow, response_type }: CompleteDraft) {
  const offered = playgroundResponseTypes(flow)
  return offered.find((one) => one === response_type) ?? offered[0]
}
