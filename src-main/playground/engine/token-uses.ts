import type { ApiCall, PlaygroundExchange, TokenUse } from '../../contract'
import { say } from '../../model'
import { buildUse } from '../build-use'
import type { Asked, Plan } from '../plan/plan'
import { proofOf } from '../plan/proof-of'
import { RequestNotBuilt } from '../request-not-built'
import { membersOf } from '../sending/members-of'
import { rawRequest } from '../sending/raw-messages'
import { verdictOf } from '../sending/verdict'
import type { Services } from './services'

/** What somebody wants to do with a token. */
export interface AskedUse {
  readonly use: TokenUse
  readonly token: string
  readonly api?: ApiCall | undefined
  /** Whether an API may lie anywhere; else on this server alone. */
  readonly anyHost: boolean
}

export type UseToken = (asked: Asked, what: AskedUse) => Promise<PlaygroundExchange>

/** Does something with a token, bound to its key where the token is. Throws RequestNotBuilt. */
export function createUseToken(services: Services): UseToken {
  const { planDraft, sender, transcripts, random, clock, landing, openAnswer } = services

  /** Whether the token came as one of a key (RFC 9449 §5). */
  function isBound({ actor, draft }: Plan, token: string): boolean {
    if (draft.dpop) return true
    return transcripts.list(actor).some(({ response }) => {
      const { access_token, token_type } = response ? membersOf(response) : {}
      return access_token === token && String(token_type).toLowerCase() === 'dpop'
    })
  }

  function requireApi({ api, anyHost }: AskedUse): void {
    if (!api || !URL.canParse(api.url) || !/^https?:/.test(api.url))
      throw notBuilt(['api', 'url'], say('not_web_url'))
    const own = landing()
    if (!anyHost && new URL(api.url).origin !== new URL(own).origin)
      throw notBuilt(['api', 'url'], say('api_elsewhere', { origin: new URL(own).origin }))
  }

  /** The address alone: a browser opens it, since its cookies say who is signed out. */
  async function addressOf(plan: Plan, what: AskedUse): Promise<PlaygroundExchange> {
    const { request } = await buildUse(plan, proofOf(services, plan), { ...what, isBound: false })
    return sender.keep(plan, {
      id: random.uuid(),
      at: clock.nowMs(),
      draft: plan.asked,
      action: 'end_session',
      request,
      rawRequest: rawRequest({ ...request, headers: [['Host', new URL(request.url).host]] }),
      verdict: { ok: true, id: 'sign_out_ready' }
    })
  }

  /** An answer that is a JWT is judged by what is in it, and only where that can be believed. */
  async function judge(plan: Plan, exchange: PlaygroundExchange): Promise<PlaygroundExchange> {
    const { response, action } = exchange
    const isJwt = response?.headers.some(
      ([name, value]) => /^content-type$/i.test(name) && /jwt/i.test(value)
    )
    const opened = response && isJwt ? await openAnswer(plan, response.body) : undefined
    if (!response || !opened) return exchange
    if (opened.check?.ok === false)
      return { ...exchange, opened, verdict: { ok: false, id: 'answer_invalid' } }
    const { content } = opened
    if (content === undefined) return { ...exchange, opened, verdict: { ok: true, id: 'answer_sealed' } }
    const headers: [string, string][] = [['Content-Type', 'application/json']]
    return { ...exchange, opened, verdict: verdictOf(action, { ...response, headers, body: content }) }
  }

  return async (asked, what) => {
    const { use, token, api } = what
    if (use === 'call_api') requireApi(what)
    const plan = await planDraft(asked)
    if (use === 'end_session') return addressOf(plan, what)
    const bound = (use === 'userinfo' || use === 'call_api') && isBound(plan, token)
    return sender.send(plan, {
      action: use,
      build: () => buildUse(plan, proofOf(services, plan), { use, token, api, isBound: bound }),
      ...(use !== 'call_api' && { judge: (exchange: PlaygroundExchange) => judge(plan, exchange) }),
      ...(bound && { dpop: { accessToken: token } })
    })
  }
}

function notBuilt(path: string[], message: string): RequestNotBuilt {
  return new RequestNotBuilt([{ path, message }])
}
