const SPAN = 10 * 60_000
const SPANS = 36

interface Count {
  readonly at: number
  readonly total: number
  readonly failed: number
}

/** Counts by minute, put together by ten minutes; those in which nothing came are there too. */
export function spansOf(minutes: readonly Count[], now: number): Count[] {
  const newest = now - (now % SPAN)
  const first = newest - (SPANS - 1) * SPAN
  const spans = Array.from({ length: SPANS }, (_, index) => ({
    at: first + index * SPAN,
    total: 0,
    failed: 0
  }))
  for (const { at, total, failed } of minutes) {
    const span = spans[Math.floor((at - first) / SPAN)]
    if (!span) continue
    span.total += total
    span.failed += failed
  }
  return spans
}
