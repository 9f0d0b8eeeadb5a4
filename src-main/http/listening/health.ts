import type { RequestHandler } from 'express'
import type { ServerState } from '../../contract'
import type { Awaitable } from '../../ports'
import { answerWith } from '../answer'

/** GET /healthz: 200 while the server runs and its store can be written, 503 otherwise, saying which of the two it is. */
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
    answerWith(response, {
      status: health.status === 'ok' ? 200 : 503,
      headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
      body: JSON.stringify(health)
    })
  }
}
