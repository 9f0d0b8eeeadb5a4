import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A server under measurement: a process of its own, on cores of its own where the system can pin it. */
export interface Target {
  readonly port: number
  /** Milliseconds from the start of the process to the line that says it is ready. */
  readonly readyAfterMs: number
  /** Processor seconds that it has used so far; undefined where the system doesn't tell. */
  cpuSeconds(): number | undefined
  /** Resident memory in MiB; undefined where the system doesn't tell. */
  memoryMiB(): number | undefined
  stop(): Promise<void>
}

export interface TargetCommand {
  readonly script: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Finds the port in the line that says "ready". */
  readonly ready: RegExp
  /** Those that it may use; the first alone where none are named. */
  readonly cores?: readonly number[]
}

// A benchmark that is broken off leaves no server behind.
const running = new Set<ChildProcess>()
process.on('exit', () => running.forEach((child) => child.kill()))

const CLOCK_TICKS_PER_SECOND = 100

/** Starts a server and waits, a minute at most, until it says that it is ready. */
export async function startTarget({
  script,
  args = [],
  env,
  ready,
  cores = [0]
}: TargetCommand): Promise<Target> {
  const started = performance.now()
  const [command, ...rest] = [...onCores(cores), process.execPath, script, ...args]
  const child = spawn(command!, rest, {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const port = await portOf(child, ready)
  const readyAfterMs = performance.now() - started
  return {
    port,
    readyAfterMs,
    cpuSeconds: () => cpuSecondsOf(child.pid),
    memoryMiB: () => memoryOf(child.pid),
    stop: async () => {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
  }
}

/** The words before a command that keep it on some cores; none where there is no such command. */
export function onCores(cores: readonly number[]): string[] {
  return process.platform === 'linux' ? ['taskset', '-c', cores.join()] : []
}

function portOf(child: ChildProcess, ready: RegExp): Promise<number> {
  return new Promise((resolve, reject) => {
    const said: string[] = []
    const fail = (why: string) => reject(new Error(`${why}\n${said.join('\n')}`))
    const timer = setTimeout(() => fail('The server did not get ready within a minute'), 60_000)
    child.once('exit', (code) => fail(`The server ended with ${code}`))
    for (const stream of [child.stdout!, child.stderr!])
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line)
        const found = ready.exec(line)
        if (!found) return
        clearTimeout(timer)
        resolve(Number(found[1]))
      })
  })
}

function cpuSecondsOf(pid: number | undefined): number | undefined {
  const fields = procFile(pid, 'stat')
    ?.replace(/^.*\) /, '')
    .split(' ')
  return fields && (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND
}

function memoryOf(pid: number | undefined): number | undefined {
  const found = /VmRSS:\s+(\d+) kB/.exec(procFile(pid, 'status') ?? '')
  return found ? Number(found[1]) / 1024 : undefined
}

function procFile(pid: number | undefined, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return undefined
  }
}
