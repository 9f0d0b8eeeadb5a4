/** A collection of saved requests as it lies there: its name without the ending, and its text. */
export interface CollectionFile {
  readonly id: string
  readonly text: string
  /** What a message calls it: a path, or the name. */
  readonly place: string
}

/** Where collections of saved requests lie, one file each, so that a team can version them. What they say is nobody's business here. */
export interface CollectionFiles {
  list(): Promise<readonly CollectionFile[]>
  read(id: string): Promise<CollectionFile | undefined>
  /** Replaces the one of that name, whole or not at all. Rejects with the system's error. */
  write(id: string, text: string): Promise<CollectionFile>
  /** Whether there was one to remove. */
  remove(id: string): Promise<boolean>
}
