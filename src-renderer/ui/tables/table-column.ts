/** A column of a table; its cells are drawn by the slot `cell-<id>`. */
export interface TableColumn {
  readonly id: string
  readonly title: string
  /** What a list is asked to be sorted by; left out: the column can't be. */
  readonly sort?: string
  /** A CSS width; columns without one share what is left. */
  readonly width?: string
  /** Figures stand at the end. */
  readonly end?: boolean
  /** Below this width of the table the column is left out: 720 or 900 px. */
  readonly hiddenBelow?: 720 | 900
}
