/** How long and how often is measured. */
export interface Scale {
  readonly rounds: number
  readonly roundMs: number
  /** Before the first round, for the compiler to know what is hot; a busy machine takes longer for them. */
  readonly warmUpRequests: number
  readonly connections: number
  /** Clients and as many people; live tokens. */
  readonly clients: readonly number[]
  readonly tokens: readonly number[]
}

export const FULL: Scale = {
  rounds: 5,
  roundMs: 2000,
  warmUpRequests: 10_000,
  connections: 16,
  clients: [0, 10_000, 100_000],
  tokens: [0, 100_000, 1_000_000]
}

/** Some minutes; growth in two steps of three. */
export const QUICK: Scale = {
  rounds: 3,
  roundMs: 700,
  warmUpRequests: 3000,
  connections: 16,
  clients: [0, 10_000],
  tokens: [0, 100_000]
}
