import type { Lease } from '../../model'

/** Agrees with other servers on the same store about who does what one alone may do. The lease itself stands in the record that it is about. */
export interface Leases {
  /** A lease of this server, over after so many milliseconds. */
  take(milliseconds: number): Lease
  /** Whether another server is at it. */
  isElsewhere(lease: Lease | undefined): boolean
  /** Whether it is this server's. */
  isOwn(lease: Lease | undefined): boolean
}
