import type { Clock, Random } from '../../ports'
import type { Proof } from '../authentication'
import type { Plan } from './plan'

/** With what the client proves itself in a request that is made now. */
export function proofOf(
  { clock, random }: { clock: Clock; random: Random },
  { credentials, target }: Pick<Plan, 'credentials' | 'target'>
): Proof {
  return { ...credentials, audience: target.issuer, now: clock.nowSeconds(), jti: random.uuid() }
}
