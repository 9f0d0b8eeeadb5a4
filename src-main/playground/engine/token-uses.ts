import type { ApiCall, PlaygroundExchange, TokenUse } from '../../contract'
import { say } from '../../model'
import { buildUse } from '../build-use'
import type { Asked, Plan } from '../plan/plan'
import { proofOf } from '../plan/proof-of'
import { RequestNotBuilt } from '../request-not-built'
import { membersOf } from '../sending/members-of'
import { rawRequest } from '../sending/raw-messages'
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
  const { planDraft, sender, transcripts, random, clock, landing } = services

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

  return async (asked, what) => {
    const { use, token, api } = what
    if (use === 'call_api') requireApi(what)
    const plan = await planDraft(asked)
    if (use === 'end_session') return addressOf(plan, what)
    const bound = (use === 'userinfo' || use === 'call_api') && isBound(plan, token)
    return sender.send(plan, {
      action: use,
      build: () => buildUse(plan, proofOf(services, plan), { use, token, api, isBound: bound }),
      ...(bound && { dpop: { accessToken: token } })
    })
  }
}

function notBuilt(path: string[], message: string): RequestNotBuilt {
  return new RequestNotBuilt([{ path, message }])
}
