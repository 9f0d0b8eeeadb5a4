import type { User } from '../../model'
import type { ClaimLayer, ClaimOrigin } from '../claims/claim-layer'
import { readClaim } from '../claims/claim-of'

/** A claim as it would be told, with where it comes from. */
export interface ToldClaim {
  readonly name: string
  readonly value: unknown
  readonly origin: ClaimOrigin
  /** The field of the person's record that it was read from, where a scope or a request released it. */
  readonly field?: string
}

/** Layers as a list of claims: of each name the one on top, in the order in which a client reads them. */
export function toldClaims(layers: readonly ClaimLayer[], user: User | undefined): ToldClaim[] {
  const told = new Map<string, ToldClaim>()
  for (const { origin, claims } of layers)
    for (const [name, value] of Object.entries(claims)) {
      const field = user && readsPerson(origin) ? readClaim(user, name)?.field : undefined
      told.set(name, { name, value, origin, ...(field === undefined ? {} : { field }) })
    }
  return [...told.values()]
}

function readsPerson({ by }: ClaimOrigin): boolean {
  return by === 'scope' || by === 'request'
}
