import type { Load } from '../load'
import type { World } from '../world'

export type TargetName =
  'friendly (process)' | 'friendly (power)' | 'oidc-provider' | 'bare Express' | 'node:http'

/** Something that servers are asked for over and over, all of them in the same run. */
export interface Workload {
  readonly name: string
  /** What one of our answers takes longest for. */
  readonly limit: string
  /** Who takes part; the first is ours. */
  readonly targets: readonly TargetName[]
  /** The load for a target; `port` lets it fetch first what it needs. */
  load(target: TargetName, world: World, port: number): Promise<Load>
}

export const OURS: TargetName = 'friendly (process)'
/** Ours beside oidc-provider and the ceiling of the stack. */
export const PEERS: readonly TargetName[] = [OURS, 'oidc-provider', 'bare Express']
