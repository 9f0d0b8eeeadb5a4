import type { Clock, Leases, Random } from '../ports'

/**
 * The leases of one run of a server. On a store that no other server can have open, whoever else took one is dead. `clock` is the machine's,
 * which stands still or jumps for nobody.
 */
export function createLeases({
  isShared,
  clock,
  random
}: {
  isShared: boolean
  clock: Pick<Clock, 'nowMs'>
  random: Random
}): Leases {
  const holder = random.uuid()
  return {
    take: (milliseconds) => ({ holder, until: clock.nowMs() + milliseconds }),
    isElsewhere: (lease) =>
      isShared && lease !== undefined && lease.holder !== holder && lease.until > clock.nowMs(),
    isOwn: (lease) => lease?.holder === holder
  }
}
