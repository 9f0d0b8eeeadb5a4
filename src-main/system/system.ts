import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type {
  Clock,
  HttpSender,
  KeySetSource,
  Log,
  LogLines,
  Mailer,
  Outbound,
  PasswordHasher,
  Random,
  Scheduler
} from '../ports'
import { readBuiltFile, singleExecutable } from './built-files'
import { createAdjustableClock, createSystemClock, type AdjustableClock } from './clock'
import { createHttpSender } from './outgoing/http-sender'
import { createKeySetSource } from './outgoing/key-set-source'
import { createLog, prettyLine, type LogFormat, type LogLevel } from './log/log'
import { createLogLines } from './log/log-lines'
import { createMailer } from './outgoing/mailer'
import { createOutbound } from './outgoing/outbound'
import { createOutput } from './log/output'
import { createPasswordHasher } from './passwords/password-hasher'
import { createInProcessPasswordHasher } from './passwords/password-hasher-in-process'
import { createRandom } from './random'
import { createScheduler } from './scheduler'

export interface System {
  /** The clock of everything below; freezing or moving it moves all of it. */
  readonly clock: AdjustableClock
  /** The time that others measure by, such as whoever checks a certificate: nobody freezes or moves it. */
  readonly machineClock: Clock
  readonly random: Random
  readonly log: Log
  /** The latest of what it wrote. */
  readonly logLines: LogLines
  readonly hasher: PasswordHasher
  readonly keySets: KeySetSource
  readonly httpSender: HttpSender
  readonly outbound: Outbound
  readonly mailer: Mailer
  readonly scheduler: Scheduler
  /** Those that the process may use. */
  readonly cores: number
  /** Ends the threads. */
  close(): Promise<void>
}

export interface SystemOptions {
  readonly logLevel?: LogLevel
  readonly logFormat?: LogFormat
  /** Where the log goes, line by line; the standard error by default. */
  readonly writeLog?: (line: string) => void
  /** What the clock follows; the machine's own time by default. */
  readonly clock?: Clock
}

/** Everything that the server asks of the machine that it runs on. */
export function createSystem(options: SystemOptions = {}): System {
  const { logLevel = 'info', logFormat = 'pretty' } = options
  const machineClock = options.clock ?? createSystemClock()
  const clock = createAdjustableClock(machineClock)
  const logLines = createLogLines(prettyLine)
  const log = createLog({
    level: logLevel,
    format: logFormat,
    clock,
    keep: logLines.keep,
    write: options.writeLog ?? createOutput(process.stderr)
  })
  const outbound = createOutbound({ log })
  const worker = passwordWorker()
  const threaded = worker && createPasswordHasher(worker)
  return {
    clock,
    machineClock,
    random: createRandom(),
    log,
    logLines,
    hasher: threaded ?? createInProcessPasswordHasher(),
    keySets: createKeySetSource({ outbound, clock, log }),
    httpSender: createHttpSender(),
    outbound,
    mailer: createMailer(),
    scheduler: createScheduler(),
    cores: availableParallelism(),
    close: async () => threaded?.close()
  }
}

/**
 * The built worker: in the executable that carries it, beside the bundle, or one folder above where the bundle is in pieces.
 * Undefined when the server runs from its sources.
 */
function passwordWorker(): URL | { code: string } | undefined {
  if (singleExecutable()) return { code: String(readBuiltFile('password-worker.cjs')) }
  if (import.meta.url.endsWith('.ts')) return undefined
  const places = ['./password-worker.js', '../password-worker.js'].map((at) => new URL(at, import.meta.url))
  return places.find((place) => existsSync(place)) ?? places[0]
}
