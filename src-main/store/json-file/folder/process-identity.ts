import { readFileSync } from 'node:fs'
import { codeOf } from '../unwritable'

/** A process: its number, and when it started where the system tells, since numbers are used again. */
export interface ProcessIdentity {
  readonly pid: number
  readonly started?: string
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  const { pid } = process
  const started = lookUp(pid)?.started
  return started === undefined ? { pid } : { pid, started }
}

/** Whether the very process still runs. */
export function isRunning({ pid, started }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0)
  } catch (cause) {
    // Anything but "no such process" comes from one that is there and belongs to somebody else.
    if (codeOf(cause) === 'ESRCH') return false
  }
  const current = lookUp(pid)
  // One that ended and that its parent never asked about keeps its number, and holds nothing any more.
  if (current && ENDED.includes(current.state)) return false
  return started === undefined || current === undefined || started === current.started
}

/** Zombie and dead, as proc(5) marks them. */
const ENDED = ['Z', 'X']

/** What Linux tells of a process: its state, and the boot and clock tick in which it started (proc(5), /proc/PID/stat, after the name). */
function lookUp(pid: number): { state: string; started: string } | undefined {
  const stat = readOptional(`/proc/${pid}/stat`)
  const boot = readOptional('/proc/sys/kernel/random/boot_id')?.trim()
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? []
  const [state, ticks] = [fields[0], fields[19]]
  return state && ticks && boot ? { state, started: `${boot}/${ticks}` } : undefined
}

function readOptional(path: string): string | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ESRCH' || codeOf(cause) === 'EACCES')
      return undefined
    throw cause
  }
}
