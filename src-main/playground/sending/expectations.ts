import { MUTATIONS, type PlaygroundAction, type PlaygroundExchange } from '../../contract'
import { expectationOf } from '../mutations'
import type { Plan } from '../plan/plan'

type MutationStep = (typeof MUTATIONS)[number]['step']

/** Which requests a step of a mutation is about. */
const ACTIONS: Readonly<Record<MutationStep, readonly PlaygroundAction[]>> = {
  authorize: ['authorize'],
  exchange: ['token'],
  poll: ['token'],
  use: ['userinfo', 'introspect', 'revoke', 'call_api'],
  verify: ['token', 'authorize']
}

/** Whether an exchange is the one that a mutation is about. One that goes its own way says itself which that is. */
export function isJudged({ mutation, draft }: Plan, { action, idToken }: PlaygroundExchange): boolean {
  const step = MUTATIONS.find(({ id }) => id === draft.mutation)?.step
  if (!step || mutation.run) return false
  return ACTIONS[step].includes(action) && (step !== 'verify' || idToken !== undefined)
}

/** The exchange with what was expected of it, where its draft was made wrong on purpose. */
export function withExpectation(exchange: PlaygroundExchange): PlaygroundExchange {
  const { mutation } = exchange.draft
  const expectation = mutation === undefined ? undefined : expectationOf(mutation, exchange)
  return expectation ? { ...exchange, expectation } : exchange
}
