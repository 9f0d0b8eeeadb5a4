import type { RequestHandler } from 'express'
import type { ServerState } from '../../contract'
import type { Awaitable } from '../../ports'
import { answerWith } from '../answers/answer'
import { RETRY_AFTER } from '../answers/retry-after'

/** GET /healthz: 200 while the server runs and its store can be written, 503 with Retry-After otherwise, saying which of the two it is. */
export function createHealth({
  state,
  problem
}: {
  state: () => Pick<ServerState, 'status'>
  problem: () => Awaitable<string | undefined>
}): RequestHandler {
  return async (_request, response) => {
    const { status } = state()
    const reason = status === 'running' ? await problem() : undefined
    const health =
      status !== 'running' ? { status } : reason ? { status: 'degraded', reason } : { status: 'ok' }
    const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }
    const body = JSON.stringify(health)
    if (health.status === 'ok') return answerWith(response, { status: 200, headers, body })
    answerWith(response, { status: 503, headers: { ...headers, 'Retry-After': RETRY_AFTER }, body })
  }
}
