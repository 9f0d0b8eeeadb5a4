import { draftSchema, playgroundFlowKind, type Prepared } from '../../contract'
import { authorizationOf, draftAuthorization } from '../authorization/build-authorization'
import { buildDeviceRequest, buildTokenRequest } from '../build-requests'
import type { BuiltRequest } from '../built-request'
import { mismatchesOf } from '../mismatches'
import { nameValues } from '../plan/complete-values'
import type { Asked, Plan } from '../plan/plan'
import { proofOf } from '../plan/proof-of'
import { curlCommand } from '../sending/curl-command'
import { shownProofs } from '../sending/send-request'
import type { Services } from './services'

/** What keeps a request from being made at all. */
const OBSTACLES = ['key_missing', 'secret_missing']

/** Builds what would be sent, with its curl command; nothing leaves. Throws RequestNotBuilt for a key or secret that can't sign. */
export function createPrepare(services: Services): (asked: Asked) => Promise<Prepared> {
  const { planDraft, sender } = services

  async function authorizationFor(plan: Plan): Promise<Pick<Prepared, 'authorization'>> {
    if (playgroundFlowKind(plan.draft.flow) !== 'browser') return {}
    const thumbprint = plan.draft.dpop ? (await sender.dpopKey(plan.actor)).thumbprint : undefined
    const drafted = await draftAuthorization(plan, proofOf(services, plan), thumbprint)
    return {
      authorization: authorizationOf(
        plan,
        drafted,
        plan.draft.authorization.par ? '‹request_uri›' : undefined
      )
    }
  }

  /** The request to the token endpoint that is next, or the device's first; undefined: none follows. */
  function buildFor(plan: Plan): (() => Promise<BuiltRequest>) | undefined {
    const { draft, redirect_uri, responseType } = plan
    const kind = playgroundFlowKind(draft.flow)
    if (kind === 'device') return () => buildDeviceRequest(plan, proofOf(services, plan))
    if (kind === 'direct') return () => buildTokenRequest(plan, proofOf(services, plan))
    if (!responseType?.split(' ').includes('code')) return undefined
    return () => buildTokenRequest(plan, proofOf(services, plan), { code: '‹code›', redirect_uri })
  }

  return async (asked) => {
    const plan = await planDraft({ ...asked, draft: nameValues(draftSchema.parse(asked.draft)) })
    const mismatches = mismatchesOf(plan)
    if (mismatches.some(({ id }) => OBSTACLES.includes(id))) return { mismatches }
    const authorization = await authorizationFor(plan)
    const build = buildFor(plan)
    if (!build) return { ...authorization, mismatches }
    const isDevice = playgroundFlowKind(plan.draft.flow) === 'device'
    const step = {
      action: isDevice ? ('device_authorization' as const) : ('token' as const),
      build,
      ...(plan.draft.dpop && !isDevice && { dpop: {} })
    }
    const built = await sender.build(plan, step)
    // An assertion and a proof work once, so the command carries its own.
    const again = built.assertion || built.dpop ? await sender.build(plan, step) : built
    const { assertion } = shownProofs(built)
    return {
      ...authorization,
      request: built.request,
      ...(assertion && { assertion }),
      curl: curlCommand(again.request),
      mismatches
    }
  }
}
