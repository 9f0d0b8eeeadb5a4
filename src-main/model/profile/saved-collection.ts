/** A collection of saved requests of the playground, as the text of its file. */
export interface SavedCollection {
  /** Its name, without an ending. */
  readonly id: string
  readonly text: string
}
