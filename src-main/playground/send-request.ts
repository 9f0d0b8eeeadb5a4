import type { Draft, PlaygroundExchange } from '../contract'
import type { Clock, HttpResponse, HttpSender, Random } from '../ports'
import type { BuiltRequest } from './built-request'
import { rawRequest, rawResponse, wireRequest } from './raw-messages'
import { noAnswer, verdictOf } from './verdict'

/** Sends a request and tells what came of it; a server that doesn't answer is a result too. */
export async function sendRequest(
  dependencies: { clock: Clock; random: Random; httpSender: HttpSender },
  draft: Draft,
  action: PlaygroundExchange['action'],
  { request, assertion }: BuiltRequest
): Promise<PlaygroundExchange> {
  const { clock, random, httpSender } = dependencies
  const wire = wireRequest(request)
  const sent = {
    id: random.uuid(),
    at: clock.nowMs(),
    draft: { ...draft, values: draft.values ?? {}, parameters: draft.parameters ?? [] },
    action,
    request,
    rawRequest: rawRequest(wire),
    ...(assertion ? { assertion: { header: assertion.header, claims: assertion.claims } } : {})
  }
  try {
    const response = await httpSender.send(wire)
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

function shownResponse(response: HttpResponse): NonNullable<PlaygroundExchange['response']> {
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
