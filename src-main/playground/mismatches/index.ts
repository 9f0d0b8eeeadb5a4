/**
 * Why a request would be refused, found before anything is sent: one file for each part of it. They lean on the plan of a draft alone,
 * and say for each mismatch what mends it.
 */
import type { Mismatch } from '../../contract'
import type { Plan } from '../plan/plan'
import { authorizationMismatches } from './authorization-mismatches'
import { clientMismatches } from './client-mismatches'
import { proofMismatches } from './proof-mismatches'
import { serverMismatches } from './server-mismatches'
import { valueMismatches } from './value-mismatches'

/** In the order in which a person mends them. Of another issuer nothing is known but what the draft itself needs. */
export function mismatchesOf(plan: Plan): Mismatch[] {
  const ofOwn = plan.target.isOwn
    ? [...serverMismatches(plan), ...clientMismatches(plan), ...authorizationMismatches(plan)]
    : []
  return [...ofOwn, ...proofMismatches(plan), ...valueMismatches(plan)]
}
