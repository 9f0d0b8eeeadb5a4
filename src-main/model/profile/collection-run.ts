/** What running a collection of the playground's requests brought, kept for whoever ran it. */
export interface CollectionRun {
  readonly id: string
  /** Whose it is, as the playground names who asks. */
  readonly actor: string
  /** Of a person; left out for everybody else. */
  readonly sub?: string
  /** The name of the collection's file. */
  readonly collection: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** The result, as the contract has it. */
  readonly result: Readonly<Record<string, unknown>>
  /** It was taken off the list, and can be put back until it ends. */
  readonly removed?: true
  /** Seconds since 1970. */
  readonly exp: number
}
