import type { ArmedFault, FaultKind, NewFault } from '../model'

/** What the server does wrong because somebody asked for it. */
export interface Faults {
  /** Whether any is armed: the one question that a server without faults answers. */
  isArmed(): boolean
  /** A fault of the kind that concerns the client, of which a use is spent; within one exchange a second call finds the same one. */
  take(kind: FaultKind, client_id?: string): ArmedFault | undefined
  /** Runs what answers one exchange; `struck` is filled with the kinds that acted meanwhile. */
  witness<Result>(struck: FaultKind[], run: () => Promise<Result>): Promise<Result>
}

/** The faults that are armed, in the memory of the process: they end with it. */
export interface FaultBoard extends Faults {
  list(): readonly ArmedFault[]
  arm(fault: NewFault): ArmedFault
  /** False where there is none of that id, or no longer. */
  disarm(id: string): boolean
  /** How many were armed. */
  disarmAll(): number
  /** Calls back when one is armed, spent or gone; returns how to stop that. */
  subscribe(listener: () => void): () => void
}
