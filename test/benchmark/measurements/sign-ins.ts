import { prepareLoad } from '../load'
import { median } from '../report'
import { startServer } from '../servers'
import { PASSWORD_FLOW } from '../workloads/people'
import { opaqueRequest } from '../workloads/tokens'
import { OURS, type TargetName } from '../workloads/workload'
import type { World } from '../world'
import { measure, warmUp } from './measure'
import type { Scale } from './scale'

const SIGNING_IN = 4
export const SIGN_IN_TARGETS: readonly TargetName[] = [OURS, 'oidc-provider']

/** The share of its rate of opaque tokens that each keeps while four people sign in with their passwords at any time. */
export async function measureSignIns(world: World, scale: Scale): Promise<Map<TargetName, number>> {
  const kept = new Map<TargetName, number>()
  for (const name of SIGN_IN_TARGETS) {
    const target = await startServer(name, world)
    const shares: number[] = []
    const load = { request: opaqueRequest() }
    const people = await prepareLoad({ port: target.port, load: PASSWORD_FLOW, connections: SIGNING_IN })
    try {
      await warmUp(target, async () => load, scale)
      for (let round = 0; round < scale.rounds; round++) {
        const alone = await measure(target, load, scale)
        const [beside] = await Promise.all([measure(target, load, scale), people.run(scale.roundMs)])
        shares.push(beside.perSecond / alone.perSecond)
      }
    } finally {
      people.close()
      await target.stop()
    }
    kept.set(name, median(shares))
  }
  return kept
}
