import { playgroundFlowKind, type Prepared, type RawRequest } from '../../contract'
import { buildTokenRequest } from '../build-requests'
import { createPrepare } from '../engine/prepare'
import type { Services } from '../engine/services'
import { ownName } from '../dpop/own-name'
import { completeValues } from '../plan/complete-values'
import type { Asked, Plan } from '../plan/plan'
import { proofOf } from '../plan/proof-of'
import type { ScriptSource } from './script-of'

/** What a draft's code is made of; without `request` nothing can be made of it. */
export type CodeSource = Omit<ScriptSource, 'request'> & { readonly request?: RawRequest }

/** Builds every request of a draft's flow, as it will be sent. Throws RequestNotBuilt. */
export function createReadSource(services: Services): (asked: Asked) => Promise<CodeSource> {
  const prepare = createPrepare(services)

  /** What a device asks with the code that it was given. */
  async function deviceTokenRequest(plan: Plan): Promise<RawRequest> {
    const build = () => buildTokenRequest(plan, proofOf(services, plan), { device_code: '‹device_code›' })
    return (await services.sender.build(plan, { action: 'token', build })).request
  }

  return async (asked) => {
    const plan = await services.planDraft(asked)
    const { flow } = plan.draft
    const userinfoUrl = plan.target.endpoints.userinfo
    const prepared = await prepare({ ...asked, draft: completeValues(plan.asked, services.random) })
    return {
      flow,
      ...(hasPerson(plan) && userinfoUrl !== undefined ? { userinfoUrl } : {}),
      ...(plan.draft.dpop === true && { htuOf: (url: string) => ownName(plan, url) }),
      ...requestsOf(prepared),
      ...(playgroundFlowKind(flow) === 'device' && prepared.request
        ? { deviceRequest: prepared.request, request: await deviceTokenRequest(plan) }
        : {})
    }
  }
}

function requestsOf({ request, authorization }: Prepared): Pick<CodeSource, 'request' | 'authorization'> {
  return { ...(request ? { request } : {}), ...(authorization ? { authorization } : {}) }
}

/** Whether there are claims to ask for. */
function hasPerson({ draft }: Plan): boolean {
  const asksForClaims = draft.scope?.split(' ').includes('openid') ?? false
  return asksForClaims && draft.flow !== 'oauth2_client_credentials'
}
