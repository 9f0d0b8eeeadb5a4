import { openConnection } from '../connection'
import { median } from '../report'
import { startServer } from '../servers'
import { opaqueRequest } from '../workloads/tokens'
import { OURS, type TargetName } from '../workloads/workload'
import type { World } from '../world'
import type { Scale } from './scale'

export interface StartUp {
  /** Milliseconds from the start of the process to its first token. */
  readonly firstTokenMs: number
  /** Resident, once that token is out. */
  readonly mebibytes: number
}

export const START_TARGETS: readonly TargetName[] = [OURS, 'oidc-provider', 'bare Express']

/** How long each takes from nothing to its first token, and what it holds then. */
export async function measureStartUp(world: World, { rounds }: Scale): Promise<Map<TargetName, StartUp>> {
  const all = new Map<TargetName, StartUp[]>(START_TARGETS.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++)
    for (const name of START_TARGETS) all.get(name)!.push(await startOnce(name, world))
  return new Map(
    [...all].map(([name, starts]) => [
      name,
      {
        firstTokenMs: median(starts.map((start) => start.firstTokenMs)),
        mebibytes: median(starts.map((start) => start.mebibytes))
      }
    ])
  )
}

async function startOnce(name: TargetName, world: World): Promise<StartUp> {
  const target = await startServer(name, world)
  const readyAt = performance.now()
  const connection = openConnection(target.port)
  await connection.ask(opaqueRequest())
  const firstTokenMs = target.readyAfterMs + (performance.now() - readyAt)
  const mebibytes = target.memoryMiB() ?? NaN
  connection.close()
  await target.stop()
  return { firstTokenMs, mebibytes }
}
