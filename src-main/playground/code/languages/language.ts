import type { CodeScript } from '../code-script'

/** A language that requests are written in: one value each. */
export interface Language {
  /** The whole text of a script, of one step or of several. */
  write(script: CodeScript): string
}
