import type { Finding } from '../../contract'
import type { Clock, Machine } from '../../ports'
import { trustedIn, DISCOVERY } from './check-port'
import { addressOf, found, type Situation } from './situation'

/** Milliseconds that two looks at one clock may lie apart. */
const LEEWAY = 10_000

/**
 * Whether the server's time is the machine's, and the machine's can be right. Tokens are checked by the clocks of those who get them, so one
 * that is wrong shows as tokens that are expired, or not valid yet.
 */
export async function checkClock(
  situation: Situation,
  machine: Machine,
  clock: Pick<Clock, 'nowMs'>
): Promise<Finding[]> {
  const { clockOffsetMs, data, isListening } = situation
  if (Math.abs(clockOffsetMs) > LEEWAY)
    return [found('clock_moved', { seconds: Math.round(clockOffsetMs / 1000) })]
  const { newestMs } = data.folder === undefined ? {} : await machine.folderState(data.folder)
  if (newestMs !== undefined && newestMs > clock.nowMs() + LEEWAY)
    return [found('clock_behind', { newest: new Date(newestMs).toISOString() })]
  const offset = isListening ? 0 : await offsetOfRunning(situation, machine, clock)
  return [
    Math.abs(offset) > LEEWAY
      ? found('clock_differs', { seconds: Math.round(offset / 1000) })
      : found('clock_right')
  ]
}

/** By how much the clock of a server that runs already, in another process or container, differs from this one. */
async function offsetOfRunning(situation: Situation, machine: Machine, { nowMs }: Pick<Clock, 'nowMs'>) {
  if (situation.port === 0) return 0
  const answer = await machine.ask(addressOf(situation) + DISCOVERY, trustedIn(situation))
  return answer.kind === 'answer' && answer.dateMs !== undefined ? answer.dateMs - nowMs() : 0
}
