import { rmSync } from 'node:fs'
import { measureClients, measureLiveTokens } from './measurements/growth'
import { runRounds } from './measurements/rounds'
import { FULL, QUICK } from './measurements/scale'
import { measureSignIns } from './measurements/sign-ins'
import { measureStartUp } from './measurements/start-up'
import { measureTwoCores } from './measurements/two-cores'
import {
  createSummary,
  growthTable,
  signInTable,
  startUpTable,
  twoCoresTable,
  workloadTable
} from './summary'
import { WORKLOADS } from './workloads'
import { createWorld, type World } from './world'

/**
 * The benchmark: every workload against every target in one run, rounds interleaved, medians, and ratios to the peers.
 * `--quick` makes the rounds short, `--markdown` prints the table of the documentation at the end; words select by name.
 */
const scale = process.argv.includes('--quick') ? QUICK : FULL
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))

/** What isn't a rate of answers. */
const OTHERS: readonly (readonly [name: string, run: (world: World) => Promise<string>])[] = [
  ['two cores', async (world) => twoCoresTable(await measureTwoCores(world, scale))],
  ['sign-ins', async (world) => signInTable(await measureSignIns(world, scale))],
  ['start', async (world) => startUpTable(await measureStartUp(world, scale))],
  [
    'clients',
    async (world) => growthTable('clients, and as many people', await measureClients(world, scale))
  ],
  ['live tokens', async (world) => growthTable('live tokens', await measureLiveTokens(world, scale))]
]

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
await main()

async function main(): Promise<void> {
  const world = createWorld()
  const summary = createSummary()
  const { rounds, roundMs, connections } = scale
  console.log(`${rounds} rounds of ${roundMs} ms, ${connections} connections, Node ${process.version}\n`)
  try {
    for (const workload of WORKLOADS.filter(({ name }) => isWanted(name))) {
      const medians = await runRounds(workload, world, scale)
      summary.add(workload, medians)
      console.log(workloadTable(workload, medians))
    }
    for (const [name, run] of OTHERS) if (isWanted(name)) console.log(await run(world))
  } finally {
    rmSync(world.folder, { recursive: true, force: true })
  }
  if (process.argv.includes('--markdown')) console.log(summary.toMarkdown())
}

function isWanted(name: string): boolean {
  return !wanted.length || wanted.some((word) => name.includes(word))
}
