/** Work that waits for a moment. */
export interface Scheduler {
  /** Runs `work` once, after so many milliseconds of the machine's own time; returns how to call it off. */
  after(milliseconds: number, work: () => void): () => void
}
