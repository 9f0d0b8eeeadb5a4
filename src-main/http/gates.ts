import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

/** What a request passes on its way in: true when it is answered, or will be, and goes no further. */
export type Gate = (request: IncomingMessage, response: ServerResponse) => boolean

/** Answers what was thrown where nobody expected it. */
export type AnswerBug = (error: unknown, request: IncomingMessage, response: ServerResponse) => void

/** Leads requests through the gates in turn, and those that passed all of them on to `beyond`. */
export function createGates(
  gates: readonly Gate[],
  beyond: RequestListener,
  answerBug: AnswerBug
): RequestListener {
  return (request, response) => {
    try {
      for (const gate of gates) if (gate(request, response)) return
    } catch (error) {
      return answerBug(error, request, response)
    }
    beyond(request, response)
  }
}
