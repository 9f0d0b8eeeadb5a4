import type { ServerState } from '../../contract'

/** The listening server as the panel sees it; `server.ts` answers it. */
export interface ServerControl {
  state(): ServerState
  start(): Promise<ServerState>
  stop(): Promise<ServerState>
  /** Calls back after each change of state; returns how to stop that. */
  subscribe(listener: () => void): () => void
}
