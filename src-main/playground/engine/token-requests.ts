import { playgroundFlowKind, type Draft, type PlaygroundExchange } from '../../contract'
import { say, type Client } from '../../model'
import { isGood } from '../authorization/check-id-token'
import { valueOf } from '../authorization/arrival'
import { buildTokenRequest } from '../build-requests'
import type { Asked, Plan } from '../plan/plan'
import { proofOf } from '../plan/proof-of'
import { RequestNotBuilt } from '../request-not-built'
import type { KeptRun } from '../runs/runs'
import { membersOf } from '../sending/members-of'
import type { DeviceRuns } from './device-runs'
import type { Services } from './services'

export interface TokenRequests {
  /** A flow without a browser or a device. Throws RequestNotBuilt. */
  send(asked: Asked): Promise<PlaygroundExchange>
  /** The code of a run for tokens, or one poll; a draft and a client take the place of the run's. Throws RequestNotBuilt. */
  exchange(
    kept: KeptRun,
    by: { draft?: Draft | undefined; client: Client | undefined }
  ): Promise<PlaygroundExchange>
}

export function createTokenRequests(services: Services, deviceRuns: DeviceRuns): TokenRequests {
  const { planDraft, sender, runs, checkIdToken } = services

  function ask(plan: Plan, brought?: Record<string, string>, run?: string): Promise<PlaygroundExchange> {
    return sender.send(plan, {
      action: 'token',
      run,
      build: () => buildTokenRequest(plan, proofOf(services, plan), brought),
      judge: (exchange) => judge(plan, exchange),
      ...(plan.draft.dpop && { dpop: {} })
    })
  }

  /** Tokens that came with an ID token that is no good are not taken (OpenID Connect Core §3.1.3.5). */
  async function judge(plan: Plan, exchange: PlaygroundExchange): Promise<PlaygroundExchange> {
    const { id_token, access_token } = exchange.response ? membersOf(exchange.response) : {}
    if (typeof id_token !== 'string') return exchange
    const companions = typeof access_token === 'string' ? { access_token } : {}
    const { check: idToken } = await checkIdToken(plan, id_token, companions)
    const verdict = isGood(idToken) ? exchange.verdict : { ok: false, id: 'id_token_invalid' as const }
    return { ...exchange, idToken, verdict }
  }

  return {
    async send(asked) {
      if (playgroundFlowKind(asked.draft.flow) !== 'direct') throw notBuilt(['flow'], say('flow_interactive'))
      return ask(await planDraft(asked))
    },

    async exchange(kept, { draft, client }) {
      const brought = broughtBy(kept)
      const { run, plan } = kept
      // What tied the answer to the request stays; the verifier is revealed here, and may be another one.
      const verifier = draft?.values?.['code_verifier']
      const values = { ...run.draft.values, ...(verifier !== undefined && { code_verifier: verifier }) }
      const exchange = await ask(
        await planDraft({
          actor: plan.actor,
          note: plan.note,
          client,
          draft: { ...(draft ?? run.draft), values }
        }),
        brought,
        run.id
      )
      if (run.device) deviceRuns.polled(run, exchange)
      else runs.change(run.id, { status: 'ended' })
      return exchange
    }
  }
}

/** What a run brought that tokens can be had for. Throws RequestNotBuilt. */
function broughtBy({ run, deviceCode }: KeptRun): Record<string, string> {
  if (deviceCode !== undefined) return { device_code: deviceCode }
  const { callback, authorization } = run
  if (!callback) throw notBuilt(['run'], say('run_waiting'))
  // RFC 6749 §10.12: what does not belong to the request is not used.
  if (!callback.verdict.ok) throw notBuilt(['run'], say('run_refused'))
  const code = valueOf(callback.parameters, 'code')
  if (code === undefined) throw notBuilt(['run'], say('run_codeless'))
  return { code, redirect_uri: authorization?.redirect_uri ?? '' }
}

function notBuilt(path: string[], message: string): RequestNotBuilt {
  return new RequestNotBuilt([{ path, message }])
}
