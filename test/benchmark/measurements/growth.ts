import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { median } from '../report'
import { SECRET } from '../requests'
import { startFriendly } from '../servers'
import type { Target } from '../target'
import { opaqueRequest } from '../workloads/tokens'
import type { World } from '../world'
import { fillWithTokens } from './live-tokens'
import { measure, warmUp, type Measured } from './measure'
import type { Scale } from './scale'

/** What ours costs with so much in its data. */
export interface Grown {
  readonly count: number
  readonly startMs: number
  readonly mebibytes: number
  readonly perSecond: number
  /** NaN where the system doesn't tell. */
  readonly cpuMicroseconds: number
}

/** With so many clients and as many people: loaded from a profile once, then started again, which is what is measured. */
export async function measureClients(world: World, scale: Scale): Promise<Grown[]> {
  const grown: Grown[] = []
  for (const count of scale.clients) {
    const data = join(world.folder, `clients-${count}`)
    const profile = join(world.folder, `clients-${count}.json`)
    writeFileSync(profile, JSON.stringify(profileOf(count)))
    await (await startFriendly({ data, profile })).stop()
    grown.push(await measureGrown(count, data, scale))
  }
  return grown
}

/** With so many live tokens in the data folder. */
export async function measureLiveTokens(world: World, scale: Scale): Promise<Grown[]> {
  const grown: Grown[] = []
  for (const count of scale.tokens) {
    const data = join(world.folder, `tokens-${count}`)
    await (await startFriendly({ data, profile: world.profileFiles.process })).stop()
    await fillWithTokens(data, count)
    grown.push(await measureGrown(count, data, scale))
  }
  return grown
}

async function measureGrown(count: number, data: string, scale: Scale): Promise<Grown> {
  const target: Target = await startFriendly({ data })
  try {
    const mebibytes = target.memoryMiB() ?? NaN
    const load = { request: opaqueRequest() }
    await warmUp(target, async () => load, scale)
    const rounds: Measured[] = []
    for (let round = 0; round < scale.rounds; round++) rounds.push(await measure(target, load, scale))
    return {
      count,
      startMs: target.readyAfterMs,
      mebibytes,
      perSecond: median(rounds.map(({ perSecond }) => perSecond)),
      cpuMicroseconds: median(rounds.map(({ cpuMicroseconds }) => cpuMicroseconds ?? NaN))
    }
  } finally {
    await target.stop()
  }
}

function profileOf(count: number) {
  const each = <Value>(make: (number: number) => Value) =>
    Array.from({ length: count }, (_, index) => make(index))
  return {
    version: 1,
    settings: { durability: 'process' },
    clients: [
      { client_id: 'opaque', client_secret: SECRET },
      ...each((number) => ({ client_id: `client-${number}`, client_secret: SECRET }))
    ],
    // Without passwords: hashing them would be measured, and that is bcrypt's.
    users: each((number) => ({ username: `person-${number}`, email: `person-${number}@example.com` }))
  }
}
