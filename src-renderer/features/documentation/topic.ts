/** A page of the documentation. */
export interface Topic {
  /** Its file's name, and the end of its address. */
  readonly id: string
  /** The group that it stands in. */
  readonly group: string
  /** Its first heading. */
  readonly title: string
  /** Markdown without that heading. */
  readonly text: string
}
