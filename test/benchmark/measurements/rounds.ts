import { median } from '../report'
import { startServer } from '../servers'
import type { Target } from '../target'
import type { TargetName, Workload } from '../workloads/workload'
import type { World } from '../world'
import { measure, warmUp, type Measured } from './measure'
import type { Scale } from './scale'

/** The medians of a workload, by target. */
export type Medians = ReadonlyMap<TargetName, Measured>

/** Every target in each round, one after the other, so that what else the machine does falls on all alike. */
export async function runRounds(workload: Workload, world: World, scale: Scale): Promise<Medians> {
  const targets = new Map<TargetName, Target>()
  const rounds = new Map<TargetName, Measured[]>(workload.targets.map((name) => [name, []]))
  try {
    for (const name of workload.targets) targets.set(name, await startServer(name, world))
    const loadOf = (name: TargetName, { port }: Target) => workload.load(name, world, port)
    for (const [name, target] of targets) await warmUp(target, () => loadOf(name, target), scale)
    for (let round = 0; round < scale.rounds; round++)
      for (const [name, target] of targets)
        rounds.get(name)!.push(await measure(target, await loadOf(name, target), scale))
  } finally {
    for (const target of targets.values()) await target.stop()
  }
  return new Map([...rounds].map(([name, all]) => [name, mediansOf(all)]))
}

function mediansOf(rounds: readonly Measured[]): Measured {
  const of = (figure: keyof Measured) => median(rounds.map((round) => round[figure] ?? NaN))
  return {
    perSecond: of('perSecond'),
    cpuMicroseconds: of('cpuMicroseconds'),
    p50: of('p50'),
    p99: of('p99')
  }
}
