import type { PlaygroundRun } from '../../contract'
import type { Clock } from '../../ports'
import type { Plan } from '../plan/plan'
import type { Tie } from './tie'

/** Runs that are kept of all people together, and of one; of more, the latest. */
const KEPT = 500
const KEPT_OF_ONE = 50
/** How long a person who went to sign in is waited for: whoever is away for longer has given up, and no answer tells of it. */
const BROWSER_WAITS_MS = 10 * 60_000

/** A run with what only the engine knows of it. */
export interface KeptRun {
  readonly run: PlaygroundRun
  readonly plan: Plan
  /** RFC 8628 §3.2: what the device polls with. */
  readonly deviceCode?: string
  /** Whose answer it takes, in a flow of the browser. */
  readonly tie?: Tie
}

/** The flows that are under way or were, in memory. */
export interface Runs {
  keep(kept: KeptRun): PlaygroundRun
  /** Of somebody, by id; undefined: it isn't theirs, or is forgotten. */
  find(actor: string, id: string): KeptRun | undefined
  change(id: string, change: Partial<PlaygroundRun>): PlaygroundRun | undefined
  /** Those of a browser, whoever began them, those that are over too. */
  inBrowsers(): readonly KeptRun[]
  /** Whether one of them waits for an answer that can still come. */
  someWaits(): boolean
}

export function createRuns({ nowMs }: Pick<Clock, 'nowMs'>): Runs {
  const runs = new Map<string, KeptRun>()
  return {
    keep(kept) {
      runs.set(kept.run.id, kept)
      const own = [...runs].filter(([, { plan }]) => plan.actor === kept.plan.actor)
      const [oldestOfOne] = own.length > KEPT_OF_ONE ? own : []
      if (oldestOfOne) runs.delete(oldestOfOne[0])
      const [longestAgo] = runs.keys()
      if (runs.size > KEPT && longestAgo !== undefined) runs.delete(longestAgo)
      return kept.run
    },
    find(actor, id) {
      const kept = runs.get(id)
      return kept?.plan.actor === actor ? kept : undefined
    },
    change(id, change) {
      const kept = runs.get(id)
      if (!kept) return undefined
      const run = { ...kept.run, ...change }
      runs.set(id, { ...kept, run })
      return run
    },
    inBrowsers: () => [...runs.values()].filter(({ run }) => run.authorization !== undefined),
    someWaits: () => [...runs.values()].some(({ run }) => run.status === 'waiting' && nowMs() < endOf(run))
  }
}

/** Until when an answer can come, in milliseconds since 1970 (RFC 8628 §3.2 for a device). */
function endOf({ at, device }: PlaygroundRun): number {
  return device ? device.expiresAt : at + BROWSER_WAITS_MS
}
