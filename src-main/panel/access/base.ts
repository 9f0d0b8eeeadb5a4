import { implement } from '@orpc/server'
import { contract } from '../../contract'
import type { Log, Random } from '../../ports'
import { createFailureAnswers } from './answer-failures'
import type { AuditTrail } from '../audit/audit-trail'
import { auditedCall } from '../audit/audited-call'
import type { PanelContext } from './context'
import { gate } from './gate'

/** The contract, ready to be implemented: every procedure behind the failure answers, the gate and the audit trail. */
export function createBase(dependencies: { log: Log; random: Random; trail: AuditTrail }) {
  const answerFailures = createFailureAnswers(dependencies)
  return implement(contract)
    .$context<PanelContext>()
    .use(({ path, procedure, signal, next }) => {
      const { route, inputSchema } = procedure['~orpc']
      const place = { path, inputSchema, isDetailed: route.inputStructure === 'detailed', signal }
      return answerFailures(place, () => Promise.resolve(next()))
    })
    .use(({ context, procedure, next }) => {
      gate(context.actor, procedure['~orpc'].meta.access)
      return next()
    })
    .use(({ context, procedure, path, next }, input) => {
      const { route, meta } = procedure['~orpc']
      const call = { path, method: route.method, noted: meta.noted, input, context }
      return auditedCall(dependencies.trail, call, () => Promise.resolve(next()))
    })
}

export type PanelBase = ReturnType<typeof createBase>
