import type { CorsFault, CorsVerdict, PlaygroundExchange } from '../../contract'
import type { Clock, HttpSender, Random } from '../../ports'
import type { Plan } from '../plan/plan'
import { rawRequest, wireRequest } from '../sending/raw-messages'
import { sendRequest, shownProofs, type Sending } from '../sending/send-request'
import { corsFault, hiddenHeaders, preflightFault } from './judge-cors'
import { preflightOf } from './page-request'
import { pageOrigin } from './page-origin'

/** Endpoints of this server that the switch of its settings opens for pages. */
const OPENED_BY_SETTING = ['token', 'userinfo', 'revoke', 'par', 'device_authorization']

interface PageDependencies {
  readonly clock: Clock
  readonly random: Random
  readonly httpSender: HttpSender
  /** Takes in what was sent before the request itself. */
  readonly note: (exchange: PlaygroundExchange) => void
}

/**
 * Sends a request as a browser does for a page (Fetch standard §4.8, §4.9): it asks beforehand where it has to, sends nothing without leave,
 * and says whether the page would get to read the answer.
 */
export async function sendAsPage(
  dependencies: PageDependencies,
  plan: Plan,
  sending: Sending
): Promise<PlaygroundExchange> {
  const origin = pageOrigin(plan)
  const { request } = sending.built
  const verdictFor = (preflight: boolean, fault?: CorsFault): CorsVerdict => ({
    origin,
    preflight,
    ok: fault === undefined,
    isSameOrigin: new URL(request.url).origin === origin,
    hidden: [],
    ...(fault && { fault }),
    ...(fault && isMendable(plan, sending) && { repair: 'switch_cors_on' as const })
  })
  if (verdictFor(false).isSameOrigin)
    return { ...(await sendRequest(dependencies, sending)), cors: verdictFor(false) }
  const question = preflightOf(request)
  if (question) {
    const fault = await ask(dependencies, { ...sending, built: { request: question } }, (response) =>
      preflightFault(response, origin, request)
    )
    if (fault) return notSent(dependencies, sending, verdictFor(true, fault))
  }
  const exchange = await sendRequest(dependencies, sending)
  const { response } = exchange
  if (!response) return exchange
  const fault = corsFault(response.headers, origin)
  const cors = { ...verdictFor(question !== undefined, fault), hidden: hiddenHeaders(response.headers) }
  return { ...exchange, cors, ...(fault && { verdict: { ok: false, id: 'cors_unreadable' as const } }) }
}

/** The question before a request; what keeps the request back. */
async function ask(
  dependencies: PageDependencies,
  sending: Sending,
  judge: (response: NonNullable<PlaygroundExchange['response']>) => CorsFault | undefined
): Promise<CorsFault | undefined> {
  const asked = await sendRequest(dependencies, { ...sending, action: 'preflight' })
  const fault = asked.response ? judge(asked.response) : ({ id: 'no_answer' } as const)
  const verdict = fault
    ? { ok: false, id: asked.response ? ('cors_refused' as const) : ('no_answer' as const) }
    : { ok: true, id: 'preflight_passed' as const }
  dependencies.note({ ...asked, verdict: asked.response ? verdict : asked.verdict })
  return fault
}

/** A request that a browser keeps to itself. */
function notSent(
  { clock, random }: PageDependencies,
  { draft, action, run, built }: Sending,
  cors: CorsVerdict
): PlaygroundExchange {
  return {
    id: random.uuid(),
    at: clock.nowMs(),
    draft,
    action,
    ...(run !== undefined && { run }),
    request: built.request,
    rawRequest: rawRequest(wireRequest(built.request)),
    ...shownProofs(built),
    cors,
    verdict: { ok: false, id: 'cors_refused' }
  }
}

/** Whether it is the switch of this server that keeps pages out. */
function isMendable({ target, settings }: Plan, { action }: Sending): boolean {
  return target.isOwn && !settings.cors.enabled && OPENED_BY_SETTING.includes(action)
}
