import type { ServerState } from '../../contract'
import type { Clock } from '../../ports'
import { PortTakenError, type Listening } from './listen'

/** Starts and stops the listener, and tells whoever asks where it stands. */
export interface ServerControl {
  state(): ServerState
  /** Resolves with the state that it came to, `failed` included; never rejects. */
  start(): Promise<ServerState>
  /** Finishes what is in flight, then stops listening. */
  stop(): Promise<ServerState>
  subscribe(listener: (state: ServerState) => void): () => void
  /** What the last start failed with, for a host that must turn it into an exit code. */
  lastError(): unknown
}

/** What of the state follows from the configuration and the port in use. */
export type Addresses = Pick<ServerState, 'issuer' | 'host' | 'port' | 'panelUrl'>

export interface ServerControlDeps {
  /** Checks whatever must hold before anybody is let in, then listens. */
  open(): Promise<Listening>
  addresses(listeningPort?: number): Addresses
  clock: Clock
}

export function createServerControl({ open, addresses, clock }: ServerControlDeps): ServerControl {
  const listeners = new Set<(state: ServerState) => void>()
  let current: Omit<ServerState, keyof Addresses> = { status: 'stopped' }
  let listening: Listening | undefined
  let failure: unknown
  let queue: Promise<unknown> = Promise.resolve()

  const state = (): ServerState => ({ ...addresses(listening?.port), ...current })
  const become = (next: typeof current): ServerState => {
    current = next
    const now = state()
    for (const listener of listeners) listener(now)
    return now
  }
  /** Starts and stops never overlap: each waits for the one before it. */
  const inTurn = (step: () => Promise<ServerState>): Promise<ServerState> => {
    const turn = queue.then(step)
    queue = turn
    return turn
  }

  async function start(): Promise<ServerState> {
    if (listening) return state()
    failure = undefined
    become({ status: 'starting' })
    try {
      listening = await open()
      return become({ status: 'running', startedAt: clock.nowMs() })
    } catch (error) {
      failure = error
      return become({ status: 'failed', failure: failureOf(error) })
    }
  }

  async function stop(): Promise<ServerState> {
    if (!listening) return current.status === 'failed' ? become({ status: 'stopped' }) : state()
    become({ ...current, status: 'stopping' })
    await listening.close()
    listening = undefined
    return become({ status: 'stopped' })
  }

  return {
    state,
    start: () => inTurn(start),
    stop: () => inTurn(stop),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    lastError: () => failure
  }
}

function failureOf(error: unknown): NonNullable<ServerState['failure']> {
  if (!(error instanceof PortTakenError)) return { code: 'other', message: messageOf(error) }
  const { message, heldBy, anotherCopy } = error
  return {
    code: 'port_taken',
    message,
    ...(heldBy !== undefined && { heldBy }),
    ...(anotherCopy && { anotherCopy: true }),
    ...(anotherCopy?.panelUrl !== undefined && { otherPanelUrl: anotherCopy.panelUrl })
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
