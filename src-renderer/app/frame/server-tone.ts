import type { ServerState } from '../../../src-main/contract'

const TONES = { running: 'ok', starting: 'warn', stopping: 'warn', stopped: 'off', failed: 'err' } as const

/** The colour of a server's state. */
export function toneOf(status: ServerState['status']): (typeof TONES)[ServerState['status']] {
  return TONES[status]
}
