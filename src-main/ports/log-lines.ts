/** One line of the log, with every secret taken out of it already. */
export interface LogLine {
  readonly id: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly text: string
}

/** The latest lines of the server's own log, in memory. */
export interface LogLines {
  /** Oldest first. */
  all(): readonly LogLine[]
  /** Those of a span of time, in milliseconds since 1970. */
  between(from: number, to: number): readonly LogLine[]
}
