/** Who is at something that one server alone may do. When it is over, others may take it up: its holder has died. */
export interface Lease {
  readonly holder: string
  /** Milliseconds since 1970, by the machines' own clocks. */
  readonly until: number
}
