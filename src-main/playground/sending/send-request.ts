import type { CompleteDraft, PlaygroundAction, PlaygroundExchange } from '../../contract'
import type { Clock, HttpRequest, HttpResponse, HttpSender, Random } from '../../ports'
import type { BuiltRequest } from '../built-request'
import { rawRequest, rawResponse, wireRequest } from './raw-messages'
import { noAnswer, verdictOf } from './verdict'

/** What a request is about, and with what it is sent. */
export interface Sending {
  readonly draft: CompleteDraft
  readonly action: PlaygroundAction
  readonly run?: string | undefined
  readonly built: BuiltRequest
  readonly tls?: HttpRequest['tls'] | undefined
}

/** Sends a request and tells what came of it; a server that doesn't answer is a result too. */
export async function sendRequest(
  dependencies: { clock: Clock; random: Random; httpSender: HttpSender },
  { draft, action, run, built, tls }: Sending
): Promise<PlaygroundExchange> {
  const { clock, random, httpSender } = dependencies
  const wire = wireRequest(built.request)
  const sent = {
    id: random.uuid(),
    at: clock.nowMs(),
    draft,
    action,
    ...(run !== undefined && { run }),
    request: built.request,
    rawRequest: rawRequest(wire),
    ...shownProofs(built)
  }
  try {
    const response = await httpSender.send({ ...wire, ...(tls && { tls }) })
    return {
      ...sent,
      response: shownResponse(response),
      rawResponse: rawResponse(response),
      verdict: verdictOf(action, response)
    }
  } catch (error) {
    return { ...sent, verdict: noAnswer(error) }
  }
}

/** What was signed for a request, taken apart. */
export function shownProofs({
  assertion,
  dpop
}: BuiltRequest): Pick<PlaygroundExchange, 'assertion' | 'dpop'> {
  return {
    ...(assertion && { assertion: { header: assertion.header, claims: assertion.claims } }),
    ...(dpop && { dpop: { header: dpop.header, claims: dpop.claims } })
  }
}

/** An answer as the transcript keeps it. */
export function shownResponse(response: HttpResponse): NonNullable<PlaygroundExchange['response']> {
  const { status, statusText, headers, body, durationMs } = response
  return {
    status,
    statusText,
    headers: headers.map(([name, value]) => [name, value]),
    body,
    durationMs,
    bytes: Buffer.byteLength(body)
  }
}
