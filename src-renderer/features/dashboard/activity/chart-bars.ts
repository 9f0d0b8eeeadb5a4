/** One bar of the dashboard's chart; `failed` of its `total` are drawn apart. */
export interface ChartBar {
  readonly key: string | number
  /** What stands below it, where it has a mark, and in the table. */
  readonly label: string
  readonly total: number
  readonly failed?: number
  /** The whole of it in a sentence. */
  readonly words: string
}

/** Marks below the bars that still leave room for their words. */
const MOST_MARKS = 7

/** The bars that have a mark below them, evenly, the first one among them. */
export function markedBars(bars: readonly ChartBar[]): readonly ChartBar[] {
  const step = [1, 2, 3, 5, 6, 10, 12].find((one) => bars.length / one <= MOST_MARKS) ?? bars.length
  return bars.filter((_, index) => index % step === 0)
}
