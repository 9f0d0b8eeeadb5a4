import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { median } from '../report'
import { startServer } from '../servers'
import { onCores, type Target } from '../target'
import { rs256Request } from '../workloads/tokens'
import { OURS, type TargetName } from '../workloads/workload'
import type { World } from '../world'
import { measure, warmUp } from './measure'
import type { Scale } from './scale'

const BOTH = [0, 1]
const SIGNATURES = 'RS256 signatures alone'
const SERVERS: readonly TargetName[] = [OURS, 'oidc-provider']

/** How many signed tokens a second each makes where it has two cores, which it shares with the load, and how many signatures they could bear. */
export async function measureTwoCores(world: World, scale: Scale): Promise<Map<string, number>> {
  const rates = new Map<string, number[]>([...SERVERS, SIGNATURES].map((name) => [name, []]))
  const servers = new Map<TargetName, Target>()
  try {
    for (const name of SERVERS) servers.set(name, await startServer(name, world, BOTH))
    for (const [name, target] of servers)
      await warmUp(target, async () => ({ request: rs256Request(name) }), scale)
    for (let round = 0; round < scale.rounds; round++) {
      for (const [name, target] of servers)
        rates.get(name)!.push((await measure(target, { request: rs256Request(name) }, scale)).perSecond)
      rates.get(SIGNATURES)!.push(await signatureRate(scale))
    }
  } finally {
    for (const target of servers.values()) await target.stop()
  }
  return new Map([...rates].map(([name, all]) => [name, median(all)]))
}

async function signatureRate({ connections, roundMs }: Scale): Promise<number> {
  const script = join(import.meta.dirname, 'rsa-signatures.js')
  const [command, ...args] = [
    ...onCores(BOTH),
    process.execPath,
    script,
    String(connections),
    String(roundMs)
  ]
  return Number((await promisify(execFile)(command!, args)).stdout)
}
