import { prepareLoad, type Load } from '../load'
import { percentile } from '../report'
import type { Target } from '../target'
import type { Scale } from './scale'

export interface Measured {
  readonly perSecond: number
  /** Of the server, for each request; undefined where the system doesn't tell. */
  readonly cpuMicroseconds: number | undefined
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
}

/** Runs a load until enough was asked for that what is hot is compiled, or until it took long enough. */
export async function warmUp(target: Target, makeLoad: () => Promise<Load>, scale: Scale): Promise<void> {
  const until = performance.now() + LONGEST_WARM_UP
  let asked = 0
  while (asked < scale.warmUpRequests && performance.now() < until)
    asked += ((await measure(target, await makeLoad(), scale)).perSecond * scale.roundMs) / 1000
}

/** Milliseconds: sign-ins with passwords would warm for minutes. */
const LONGEST_WARM_UP = 15_000

/** One round of a load against a target. */
export async function measure(
  target: Target,
  load: Load,
  { connections, roundMs }: Pick<Scale, 'connections' | 'roundMs'>
): Promise<Measured> {
  const ready = await prepareLoad({ port: target.port, load, connections })
  try {
    const cpuBefore = target.cpuSeconds()
    const { requests, seconds, latencies } = await ready.run(roundMs)
    const cpuAfter = target.cpuSeconds()
    const isTold = cpuBefore !== undefined && cpuAfter !== undefined
    return {
      perSecond: requests / seconds,
      cpuMicroseconds: isTold ? ((cpuAfter - cpuBefore) * 1e6) / requests : undefined,
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99)
    }
  } finally {
    ready.close()
  }
}
