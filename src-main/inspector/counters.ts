import type { RecordedExchange } from './entry'

const MINUTE = 60_000
/** Minutes that are remembered. */
const REMEMBERED = 24 * 60

export interface TrafficFigures {
  total: number
  failed: number
  commonestError?: string
}

/** The requests of one minute. */
export interface MinuteCount {
  /** The minute's start, in milliseconds since 1970. */
  readonly at: number
  total: number
  failed: number
}

/** Figures of all requests since the start, and of each of the latest minutes; the pages of a person are not counted. */
export function createCounters() {
  const errors = new Map<string, number>()
  let buckets: MinuteCount[] = []
  let total = 0
  let failed = 0

  function bucketOf(moment: number): MinuteCount {
    const at = moment - (moment % MINUTE)
    const newest = buckets.at(-1)
    if (newest && newest.at >= at) return newest
    const made = { at, total: 0, failed: 0 }
    buckets.push(made)
    if (buckets.length > REMEMBERED * 2) buckets = buckets.slice(-REMEMBERED)
    return made
  }

  return {
    count({ page, status, error, at }: RecordedExchange): void {
      if (page) return
      const bucket = bucketOf(at)
      total += 1
      bucket.total += 1
      // A refusal that travels to the client's redirect URI is one all the same.
      if (status < 400 && !error) return
      failed += 1
      bucket.failed += 1
      // The protocol's error codes are a small closed set, so this map stays small.
      if (error) errors.set(error, (errors.get(error) ?? 0) + 1)
    },

    figures(): TrafficFigures {
      const [commonest] = [...errors].sort(([, one], [, other]) => other - one)
      return { total, failed, ...(commonest ? { commonestError: commonest[0] } : {}) }
    },

    minutes: (): readonly MinuteCount[] => buckets.slice(-REMEMBERED)
  }
}
