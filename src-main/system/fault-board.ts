import { AsyncLocalStorage } from 'node:async_hooks'
import { FAULTS, type ArmedFault, type FaultKind, type NewFault } from '../model'
import type { Clock, FaultBoard, Random, Scheduler } from '../ports'

/** One exchange: what acted on it, so that a use is spent once however many tokens it brings. */
interface Witnessed {
  readonly struck: FaultKind[]
  readonly taken: Map<FaultKind, ArmedFault>
}

interface Armed {
  readonly fault: ArmedFault
  /** Calls off the end that waits for it. */
  readonly callOff: () => void
}

/** The faults of one process. `clock` is the machine's, so that a frozen clock of the server keeps no fault armed. */
export function createFaultBoard({
  clock,
  random,
  scheduler
}: {
  clock: Pick<Clock, 'nowMs'>
  random: Pick<Random, 'uuid'>
  scheduler: Scheduler
}): FaultBoard {
  let armed: readonly Armed[] = []
  /** Exchanges that are being answered: what acts on one acts on the rest of it too, spent or not. */
  let underWay = 0
  const listeners = new Set<() => void>()
  const exchanges = new AsyncLocalStorage<Witnessed>()

  function change(next: readonly Armed[]): void {
    for (const one of armed) if (!next.some(({ fault }) => fault.id === one.fault.id)) one.callOff()
    armed = next
    for (const listener of listeners) listener()
  }

  function disarm(id: string): boolean {
    const rest = armed.filter(({ fault }) => fault.id !== id)
    if (rest.length === armed.length) return false
    change(rest)
    return true
  }

  function spend(fault: ArmedFault): void {
    if (fault.uses_left === undefined) return
    if (fault.uses_left <= 1) return void disarm(fault.id)
    const spent = { ...fault, uses_left: fault.uses_left - 1 }
    change(armed.map((one) => (one.fault.id === fault.id ? { ...one, fault: spent } : one)))
  }

  return {
    isArmed: () => armed.length > 0 || underWay > 0,

    take(kind, client_id) {
      const exchange = exchanges.getStore()
      const known = exchange?.taken.get(kind)
      if (known) return known
      const fault = armed.find(({ fault }) => fault.kind === kind && concerns(fault, client_id))?.fault
      if (!fault) return undefined
      exchange?.taken.set(kind, fault)
      exchange?.struck.push(kind)
      spend(fault)
      return fault
    },

    async witness(struck, run) {
      underWay += 1
      try {
        return await exchanges.run({ struck, taken: new Map() }, run)
      } finally {
        underWay -= 1
      }
    },

    list: () => armed.map(({ fault }) => fault),

    arm({ uses, lasts_seconds, ...wanted }: NewFault) {
      const lasts = lasts_seconds * 1000
      const uses_left = uses === 'once' ? 1 : uses
      const fault: ArmedFault = {
        id: random.uuid(),
        ...wanted,
        place: FAULTS[wanted.kind],
        ...(uses_left !== 'until_off' && { uses_left }),
        until: clock.nowMs() + lasts
      }
      change([...armed, { fault, callOff: scheduler.after(lasts, () => void disarm(fault.id)) }])
      return fault
    },

    disarm,

    disarmAll() {
      const count = armed.length
      if (count > 0) change([])
      return count
    },

    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}

function concerns(fault: ArmedFault, client_id: string | undefined): boolean {
  return fault.client_id === undefined || fault.client_id === client_id
}
