import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { applyLoad, type LoadResult } from './load'
import { median, percentile, ratio, table } from './report'
import { startTarget, type Target, type TargetCommand } from './target'
import { createWorld, type World } from './world'
import { WORKLOADS, type TargetName, type Workload } from './workloads'

/**
 * The benchmark: every workload against every target in one run, rounds interleaved, medians, and ratios to the peers.
 * `--quick` makes the rounds short; words select workloads by name.
 */
const quick = process.argv.includes('--quick')
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const ROUNDS = quick ? 3 : 5
const ROUND_MS = quick ? 700 : 2000
const CONNECTIONS = 16
const here = import.meta.dirname

interface Measured {
  readonly perSecond: number
  readonly cpuMicroseconds: number | undefined
  readonly p50: number
  readonly p99: number
}

await main()

async function main(): Promise<void> {
  const world = createWorld()
  try {
    console.log(
      `${ROUNDS} rounds of ${ROUND_MS} ms each, ${CONNECTIONS} connections, Node ${process.version}\n`
    )
    for (const workload of WORKLOADS.filter(isWanted)) console.log(await runWorkload(workload, world))
    if (!wanted.length) console.log(await startUp(world))
  } finally {
    rmSync(world.folder, { recursive: true, force: true })
  }
}

function isWanted(workload: Workload): boolean {
  return !wanted.length || wanted.some((word) => workload.name.includes(word))
}

async function runWorkload(workload: Workload, world: World): Promise<string> {
  const targets = new Map<TargetName, Target>()
  const rounds = new Map<TargetName, Measured[]>(workload.targets.map((name) => [name, []]))
  try {
    for (const name of workload.targets) targets.set(name, await startTarget(commandOf(name, world)))
    for (let round = -1; round < ROUNDS; round++)
      for (const [name, target] of targets) {
        const measured = await measure(target, await workload.request(name, world, target.port))
        if (round >= 0) rounds.get(name)!.push(measured)
      }
  } finally {
    for (const target of targets.values()) await target.stop()
  }
  return report(workload, rounds)
}

async function measure(target: Target, request: Awaited<ReturnType<Workload['request']>>): Promise<Measured> {
  const cpuBefore = target.cpuSeconds()
  const result = await applyLoad({
    port: target.port,
    request,
    connections: CONNECTIONS,
    milliseconds: ROUND_MS
  })
  const cpuAfter = target.cpuSeconds()
  refuseFailures(result)
  return {
    perSecond: result.requests / result.seconds,
    cpuMicroseconds:
      cpuBefore === undefined || cpuAfter === undefined
        ? undefined
        : ((cpuAfter - cpuBefore) * 1e6) / result.requests,
    p50: percentile(result.latencies, 0.5),
    p99: percentile(result.latencies, 0.99)
  }
}

function refuseFailures({ statuses }: LoadResult): void {
  const failed = Object.entries(statuses).filter(([status]) => status !== '200')
  if (failed.length) throw new Error(`Answers other than 200: ${JSON.stringify(statuses)}`)
}

function report(workload: Workload, rounds: Map<TargetName, Measured[]>): string {
  const of = (name: TargetName, figure: keyof Measured) =>
    median(rounds.get(name)!.map((round) => round[figure] ?? NaN))
  const ours = workload.targets[0]!
  const rows = workload.targets.map((name) => [
    name,
    Math.round(of(name, 'perSecond')).toLocaleString('en'),
    name === ours ? '' : ratio(of(ours, 'perSecond'), of(name, 'perSecond')),
    of(name, 'cpuMicroseconds').toFixed(0),
    name === ours ? '' : ratio(of(name, 'cpuMicroseconds'), of(ours, 'cpuMicroseconds')),
    of(name, 'p50').toFixed(2),
    of(name, 'p99').toFixed(2)
  ])
  return table(
    workload.name,
    ['target', 'req/s', 'ours is', 'CPU µs/req', 'by CPU', 'p50 ms', 'p99 ms'],
    rows
  )
}

/** From the start of the process to the line "ready", and the memory then. */
async function startUp(world: World): Promise<string> {
  const names: readonly TargetName[] = ['friendly (process)', 'oidc-provider', 'bare Express']
  const rows = []
  const readyAfter = new Map<TargetName, number[]>(names.map((name) => [name, []]))
  const memory = new Map<TargetName, number[]>(names.map((name) => [name, []]))
  for (let round = 0; round < ROUNDS; round++)
    for (const name of names) {
      const target = await startTarget(commandOf(name, world))
      readyAfter.get(name)!.push(target.readyAfterMs)
      memory.get(name)!.push(target.memoryMiB() ?? NaN)
      await target.stop()
    }
  for (const name of names)
    rows.push([
      name,
      median(readyAfter.get(name)!).toFixed(0),
      name === names[0] ? '' : ratio(median(readyAfter.get(names[0]!)!), median(readyAfter.get(name)!)),
      median(memory.get(name)!).toFixed(0),
      name === names[0] ? '' : ratio(median(memory.get(names[0]!)!), median(memory.get(name)!))
    ])
  return table('start-up and memory', ['target', 'ready ms', 'ours is', 'MiB', 'ours is'], rows)
}

function commandOf(name: TargetName, world: World): TargetCommand {
  const ready = /ready (\d+)/
  switch (name) {
    case 'oidc-provider':
      return { script: join(here, 'oidc-provider.js'), args: [world.providerFile], ready }
    case 'bare Express':
      return { script: join(here, 'bare-express.js'), ready }
    case 'node:http':
      return { script: join(here, 'node-http.js'), ready }
    default:
      return friendly(name, world)
  }
}

let dataFolders = 0

function friendly(name: TargetName, world: World): TargetCommand {
  const durability = name === 'friendly (power)' ? 'power' : 'process'
  const data = join(world.folder, `data-${dataFolders++}`)
  const args = ['serve', '--port', '0', '--data', data, '--issuer', 'http://localhost:9000']
  return {
    script: join(process.cwd(), 'out/main/cli.js'),
    args: [...args, '--profile', world.profileFiles[durability], '--log-level', 'error'],
    ready: /panel http:\/\/localhost:(\d+)/
  }
}
