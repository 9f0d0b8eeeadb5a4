import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { codeOf } from '../unwritable'

/**
 * A process: its number, and when it started where the system tells, since numbers are used again. A number means something on one
 * machine only, and among containers in one of them: `host` and `space` tell in which.
 */
export interface ProcessIdentity {
  readonly pid: number
  readonly started?: string
  /** The machine's or container's name; left out by versions that didn't tell. */
  readonly host?: string
  /** The boot and the namespace that the number counts in, where the system has such. */
  readonly space?: string
}

/** What became of a process; unknown: it lives where nobody here can see it. */
export type Fate = 'running' | 'gone' | 'unknown'

/** This process. */
export function ownIdentity(): ProcessIdentity {
  const { pid } = process
  const started = lookUp(pid)?.started
  const space = ownSpace()
  return { pid, ...(started && { started }), host: hostname(), ...(space && { space }) }
}

/** Whether the very process still runs. */
export function fateOf(identity: ProcessIdentity): Fate {
  if (identity.host === undefined) return isRunning(identity) ? 'running' : 'gone'
  if (identity.host !== hostname() || identity.space !== ownSpace()) return 'unknown'
  return isRunning(identity) ? 'running' : 'gone'
}

function isRunning({ pid, started }: ProcessIdentity): boolean {
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
  const stat = readOptional(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  const boot = bootId()
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? []
  const [state, ticks] = [fields[0], fields[19]]
  return state && ticks && boot ? { state, started: `${boot}/${ticks}` } : undefined
}

/** pid_namespaces(7): two processes see each other's numbers as they are only where this link is the same. */
function ownSpace(): string | undefined {
  const boot = bootId()
  const namespace = readOptional(() => readlinkSync('/proc/self/ns/pid'))
  return boot && namespace && `${boot}/${namespace}`
}

function bootId(): string | undefined {
  return readOptional(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))?.trim()
}

function readOptional(read: () => string): string | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    return read()
  } catch (cause) {
    const code = codeOf(cause)
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES' || code === 'EPERM') return undefined
    throw cause
  }
}
