import type { LogLine, LogLines } from '../../ports'

/** Lines that are remembered. */
const KEPT = 2_000
/** Characters of one line. */
const LONGEST = 4_000

const LEVELS = ['debug', 'info', 'warn', 'error'] as const

/** Remembers the entries that a log writes; `keep` takes one as JSON, redacted already, and `lineOf` writes it for people. */
export function createLogLines(lineOf: (entry: string) => string): LogLines & { keep(entry: string): void } {
  let kept: LogLine[] = []
  let count = 0

  return {
    keep(entry) {
      const { time, level } = JSON.parse(entry) as { time?: string; level?: string }
      kept.push({
        id: (count += 1),
        at: Date.parse(time ?? '') || 0,
        level: LEVELS.find((one) => one === level) ?? 'error',
        text: lineOf(entry).slice(0, LONGEST)
      })
      if (kept.length > KEPT * 1.25) kept = kept.slice(-KEPT)
    },

    all: () => kept.slice(-KEPT),
    between: (from, to) => kept.filter(({ at }) => at >= from && at <= to)
  }
}
