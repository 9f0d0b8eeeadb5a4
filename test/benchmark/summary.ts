import type { Grown } from './measurements/growth'
import type { Measured } from './measurements/measure'
import type { Medians } from './measurements/rounds'
import type { StartUp } from './measurements/start-up'
import { ratio, table } from './report'
import type { TargetName, Workload } from './workloads/workload'

/** The rows of the table for the documentation; a dash stands where a target takes no part. */
export interface Summary {
  add(workload: Workload, medians: Medians): void
  toMarkdown(): string
}

const HEAD = [
  'workload',
  'ours, per second',
  'of oidc-provider',
  'by CPU',
  'of bare Express',
  'by CPU',
  'CPU µs',
  'p99 of oidc-provider',
  'what limits it'
]

export function createSummary(): Summary {
  const rows: (readonly string[])[] = []
  return {
    add({ name, limit, targets }, medians) {
      const ours = medians.get(targets[0]!)!
      const [provider, express] = [medians.get('oidc-provider'), medians.get('bare Express')]
      rows.push([
        name,
        whole(ours.perSecond),
        ...ratiosTo(provider, ours),
        ...ratiosTo(express, ours),
        whole(ours.cpuMicroseconds ?? NaN),
        provider ? ratio(ours.p99, provider.p99) : '–',
        limit
      ])
    },
    toMarkdown: () => table('', HEAD, rows)
  }
}

/** How many times as fast as a peer, by rate and by CPU time. */
function ratiosTo(peer: Measured | undefined, ours: Measured): string[] {
  if (!peer) return ['–', '–']
  const [theirCpu = NaN, ourCpu = NaN] = [peer.cpuMicroseconds, ours.cpuMicroseconds]
  return [ratio(ours.perSecond, peer.perSecond), ratio(theirCpu, ourCpu)]
}

/** One workload, target by target. */
export function workloadTable({ name, targets }: Workload, medians: Medians): string {
  const ours = medians.get(targets[0]!)!
  return table(
    name,
    ['target', 'per second', 'ours is', 'CPU µs', 'by CPU', 'p50 ms', 'p99 ms'],
    targets.map((target, index) => {
      const of = medians.get(target)!
      return [
        target,
        whole(of.perSecond),
        index ? ratio(ours.perSecond, of.perSecond) : '',
        whole(of.cpuMicroseconds ?? NaN),
        index ? ratio(of.cpuMicroseconds ?? NaN, ours.cpuMicroseconds ?? NaN) : '',
        of.p50.toFixed(2),
        of.p99.toFixed(2)
      ]
    })
  )
}

/** Start and memory, target by target. */
export function startUpTable(starts: ReadonlyMap<TargetName, StartUp>): string {
  const [ours] = [...starts.values()]
  return table(
    'start to the first token, and memory then',
    ['target', 'ms', 'ours is', 'MiB', 'ours is'],
    [...starts].map(([target, { firstTokenMs, mebibytes }], index) => [
      target,
      whole(firstTokenMs),
      index ? ratio(ours!.firstTokenMs, firstTokenMs) : '',
      whole(mebibytes),
      index ? ratio(ours!.mebibytes, mebibytes) : ''
    ])
  )
}

/** Signed tokens where a server has two cores. */
export function twoCoresTable(rates: ReadonlyMap<string, number>): string {
  const [ours] = [...rates.values()]
  return table(
    'client_credentials, JWT RS256, on two cores',
    ['target', 'per second', 'ours is'],
    [...rates].map(([target, perSecond], index) => [
      target,
      whole(perSecond),
      index ? ratio(ours!, perSecond) : ''
    ])
  )
}

/** The share of its rate that each keeps while people sign in. */
export function signInTable(kept: ReadonlyMap<TargetName, number>): string {
  return table(
    'opaque tokens while four people sign in at any time',
    ['target', 'rate kept'],
    [...kept].map(([target, share]) => [target, share.toFixed(2)])
  )
}

/** What a token costs and what a start takes with more and more of something. */
export function growthTable(what: string, grown: readonly Grown[]): string {
  const first = grown[0]!
  return table(
    what,
    ['how many', 'start ms', 'MiB', 'bytes each', 'tokens per second', 'CPU µs', 'of the cost with none'],
    grown.map(({ count, startMs, mebibytes, perSecond, cpuMicroseconds }) => [
      whole(count),
      whole(startMs),
      whole(mebibytes),
      count ? whole(((mebibytes - first.mebibytes) * 1024 * 1024) / count) : '',
      whole(perSecond),
      whole(cpuMicroseconds),
      count ? ratio(cpuMicroseconds, first.cpuMicroseconds) : ''
    ])
  )
}

function whole(figure: number): string {
  return Number.isFinite(figure) ? Math.round(figure).toLocaleString('en') : '–'
}
