import {
  draftSchema,
  type PlaygroundAuthorization,
  type PlaygroundRun,
  type PlaygroundVerdict
} from '../../contract'
import type { Parameter } from '../authentication'
import { authorizationOf, draftAuthorization } from '../authorization/build-authorization'
import { buildPushedRequest } from '../build-requests'
import { completeValues } from '../plan/complete-values'
import type { Asked, Plan } from '../plan/plan'
import { proofOf } from '../plan/proof-of'
import type { KeptRun } from '../runs/runs'
import { tieOf } from '../runs/tie'
import { membersOf } from '../sending/members-of'
import { isLanding } from '../target/own-target'
import type { Services } from './services'

export type BeginRun = (asked: Asked) => Promise<KeptRun>

/** Begins a flow of the browser: makes what is to be made, pushes what is to be pushed, and waits. Throws RequestNotBuilt. */
export function createBeginRun(services: Services): BeginRun {
  const { planDraft, runs, sender, random, clock, landing } = services

  /** Where the request was pushed to, or how that failed. */
  async function push(
    plan: Plan,
    run: string
  ): Promise<{ requestUri?: string; verdict?: PlaygroundVerdict }> {
    const build = async () => buildPushedRequest(plan, proofOf(services, plan), (await drafted(plan)).sent)
    const { response, verdict } = await sender.send(plan, { action: 'par', run, build })
    const { request_uri } = response && verdict.ok ? membersOf(response) : {}
    return typeof request_uri === 'string' ? { requestUri: request_uri } : { verdict }
  }

  async function drafted(plan: Plan) {
    const thumbprint = plan.draft.dpop ? (await sender.dpopKey(plan.actor)).thumbprint : undefined
    return draftAuthorization(plan, proofOf(services, plan), thumbprint)
  }

  return async (asked) => {
    const draft = completeValues(draftSchema.parse(asked.draft), random)
    const plan = await planDraft({ ...asked, draft })
    const run: PlaygroundRun = { id: random.uuid(), at: clock.nowMs(), draft, status: 'waiting' }
    const pushed = plan.draft.authorization.par
      ? await push(plan, run.id)
      : { requestUri: undefined, verdict: undefined }
    if (pushed.verdict) return keep({ plan, run: { ...run, status: 'ended', verdict: pushed.verdict } })
    const authorization = authorizationOf(plan, await drafted(plan), pushed.requestUri)
    const opened = await madeWrong(plan, authorization)
    const tie = tieOf(asked.panel, random)
    const opens = tie.kind === 'link' ? beginAddress(opened.redirect_uri, tie.ticket) : opened.url
    return keep({ plan, tie, run: { ...run, authorization: opened, opens } })
  }

  /** The link lies where the answer lands, since a cookie is shown to the host alone that made it. */
  function beginAddress(redirect_uri: string, ticket: string): string {
    const place = URL.canParse(redirect_uri) && isLanding(redirect_uri) ? redirect_uri : landing()
    return new URL(`begin/${ticket}`, place).href
  }

  function keep(kept: KeptRun): KeptRun {
    runs.keep(kept)
    return kept
  }

  /** The address as a mutation would have it. */
  async function madeWrong(
    plan: Plan,
    authorization: PlaygroundAuthorization
  ): Promise<PlaygroundAuthorization> {
    const { client, method, mutation } = plan
    const at = { action: 'authorize' as const, client, method, proof: proofOf(services, plan) }
    const { request } = (await mutation.request?.({ request: requestOf(authorization) }, at)) ?? {
      request: requestOf(authorization)
    }
    return { ...authorization, url: request.url }
  }
}

/** The request that a browser makes when it opens the address. */
export function requestOf({ url, parameters }: PlaygroundAuthorization) {
  const shown: Parameter[] = [...parameters]
  return { method: 'GET', url, headers: [] as [string, string][], body: '', parameters: shown }
}
