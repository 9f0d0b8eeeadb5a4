import { reactive, watch } from 'vue'

/** What a person made of a side column; without a width it has the one of the style sheet. */
export interface Column {
  width: number | undefined
  collapsed: boolean
}

/** Pixels between which a side column can be drawn. */
export const BOUNDS = { left: { least: 168, most: 340 }, right: { least: 300, most: 680 } } as const
export type Side = keyof typeof BOUNDS

const KEPT_UNDER = 'playground.columns'

/** The two side columns, as they were left the last time in this browser. */
export function useColumns(): Record<Side, Column> {
  const columns = reactive(kept())
  watch(columns, (now) => localStorage.setItem(KEPT_UNDER, JSON.stringify(now)))
  return columns
}

/** A width within the bounds of its side. */
export function boundedWidth(side: Side, width: number): number {
  const { least, most } = BOUNDS[side]
  return Math.round(Math.min(most, Math.max(least, width)))
}

function kept(): Record<Side, Column> {
  let stored: Partial<Record<Side, Partial<Column>>> = {}
  try {
    stored = (JSON.parse(localStorage.getItem(KEPT_UNDER) ?? '{}') ?? {}) as typeof stored
  } catch {
    // Whatever stands there is not ours: the columns begin as on the first day.
  }
  return { left: columnOf('left', stored.left), right: columnOf('right', stored.right) }
}

function columnOf(side: Side, stored: Partial<Column> | undefined): Column {
  const width = typeof stored?.width === 'number' ? boundedWidth(side, stored.width) : undefined
  return { width, collapsed: stored?.collapsed === true }
}
