import type { PlaygroundAction, PlaygroundExchange } from '../../contract'
import type { BuiltRequest } from '../built-request'
import { createDpopKeys, type DpopKey } from '../dpop/dpop-keys'
import { ownName } from '../dpop/own-name'
import { withProof } from '../dpop/with-proof'
import { isJudged, withExpectation } from './expectations'
import { asPage } from '../front-channel/page-request'
import { pageOrigin } from '../front-channel/page-origin'
import { sendAsPage } from '../front-channel/send-as-page'
import type { Plan } from '../plan/plan'
import type { PlaygroundDependencies } from '../playground-dependencies'
import { proofOf } from '../plan/proof-of'
import type { TlsOf } from './tls-of'
import { sendRequest } from './send-request'
import type { Transcripts } from './transcripts'

/** One request of a plan. */
export interface Step {
  readonly action: PlaygroundAction
  readonly run?: string | undefined
  /** Makes it anew for each try, with assertions of its own. */
  build(): Promise<BuiltRequest>
  /** What there is to say of an answer beyond its endpoint's own verdict. */
  judge?(exchange: PlaygroundExchange): Promise<PlaygroundExchange>
  /** It is proved that whoever asks has the key of the token (RFC 9449): with the token in it, where it carries one. */
  readonly dpop?: { readonly accessToken?: string } | undefined
}

export interface Sender {
  /** Sends a request, again with the server's nonce where it wants one; every try is an entry of the transcript, and the last is returned. */
  send(plan: Plan, step: Step): Promise<PlaygroundExchange>
  /** The same request, only to be looked at. */
  build(plan: Plan, step: Step): Promise<BuiltRequest>
  /** Keeps what passed by another way. */
  keep(plan: Plan, exchange: PlaygroundExchange): PlaygroundExchange
  dpopKey(actor: string): Promise<DpopKey>
}

export function createSender(
  dependencies: PlaygroundDependencies & { readonly transcripts: Transcripts; readonly tlsOf: TlsOf }
): Sender {
  const { clock, random, transcripts, tlsOf } = dependencies
  const dpopKey = createDpopKeys()
  /** The latest nonce of each server and person, which the next request saves a try with (RFC 9449 §8.2). */
  const nonces = new Map<string, string>()

  async function build(plan: Plan, step: Step, nonce: string | undefined): Promise<BuiltRequest> {
    const built = await step.build()
    const proved = step.dpop
      ? await withProof(built, {
          key: await dpopKey(plan.actor),
          jti: random.uuid(),
          now: clock.nowSeconds(),
          htu: ownName(plan, built.request.url),
          nonce,
          accessToken: step.dpop.accessToken
        })
      : built
    const { client, method } = plan
    const { request } = proved
    const leaving = plan.draft.page ? { ...proved, request: asPage(request, pageOrigin(plan)) } : proved
    const at = { action: step.action, client, method, proof: proofOf(dependencies, plan) }
    return (await plan.mutation.request?.(leaving, at)) ?? leaving
  }

  function keep(plan: Plan, exchange: PlaygroundExchange): PlaygroundExchange {
    const judged = isJudged(plan, exchange) ? withExpectation(exchange) : exchange
    transcripts.add(plan.actor, judged)
    plan.note?.(judged)
    return judged
  }

  return {
    dpopKey,
    keep,
    build: (plan, step) => build(plan, step, undefined),
    async send(plan, step) {
      const { asked: draft, actor } = plan
      const attempt = async (nonce: string | undefined) => {
        const built = await build(plan, step, nonce)
        const tls = tlsOf(plan, built.request.url)
        const { action, run } = step
        const sending = { draft, action, run, built, tls }
        const note = (exchange: PlaygroundExchange) => void keep(plan, exchange)
        const exchange = plan.draft.page
          ? await sendAsPage({ ...dependencies, note }, plan, sending)
          : await sendRequest(dependencies, sending)
        return keep(plan, (await step.judge?.(exchange)) ?? exchange)
      }
      const place = `${actor}\n${plan.target.issuer}`
      const first = await attempt(step.dpop && nonces.get(place))
      const nonce = step.dpop && nonceOf(first)
      if (nonce === undefined) return first
      nonces.set(place, nonce)
      return wantsNonce(first) ? attempt(nonce) : first
    }
  }
}

/** A page can't use what its browser keeps from it. */
function nonceOf({ response, cors }: PlaygroundExchange): string | undefined {
  if (cors && (!cors.ok || cors.hidden.some((name) => /^dpop-nonce$/i.test(name)))) return undefined
  return response?.headers.find(([name]) => name.toLowerCase() === 'dpop-nonce')?.[1]
}

/** RFC 9449 §8 and §9. */
function wantsNonce({ verdict }: PlaygroundExchange): boolean {
  return verdict.error === 'use_dpop_nonce'
}
