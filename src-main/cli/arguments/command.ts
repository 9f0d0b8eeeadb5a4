/** Where a command reads from and writes to. */
export interface Terminal {
  /** What was asked for; a line end is added. */
  print(text: string): void
  /** Notes beside it, on the standard error. */
  note(text: string): void
  /** Everything that comes in on the standard input. */
  readInput(): Promise<string>
  /** A line that is typed without being shown; what comes in where nobody types. */
  readSecret(prompt: string): Promise<string>
}

export interface OptionDefinition {
  readonly type: 'string' | 'boolean'
  /** What the help calls the value. */
  readonly value?: string
  readonly help: string
  readonly multiple?: boolean
}

export type OptionDefinitions = Readonly<Record<string, OptionDefinition>>

/** One command: what it takes, and what it does. `run` resolves with the exit code. */
export interface Command {
  /** What stands after the command's name. */
  readonly usage: string
  readonly summary: string
  readonly options: OptionDefinitions
  run(given: GivenArguments, terminal: Terminal): Promise<number>
}

/** The values of options, by name; a list where an option may be given several times. */
export type ParsedOptions = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

export interface GivenArguments {
  readonly options: ParsedOptions
  /** What stands after the command without being an option. */
  readonly operands: readonly string[]
}
