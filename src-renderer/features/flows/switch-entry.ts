/** One switch of a registry, as the page shows it. */
export interface SwitchEntry<Name extends string = string> {
  readonly name: Name
  readonly title: string
  readonly text: string
  /** Whether the title is a word of the protocol. */
  readonly mono?: boolean
  /** The section that advises against it, where one does. */
  readonly advisedAgainst?: string | undefined
  /** Clients that depend on it; undefined while that is not known. */
  readonly dependents: number | undefined
}
