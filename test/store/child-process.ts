import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'

/** A started process of `child.ts`. */
export interface Child {
  readonly pid: number
  /** What it printed so far, line by line. */
  readonly lines: readonly string[]
  /** The first line that fits, once it is there. Rejects when the process ends without one. */
  line(fits: (line: string) => boolean): Promise<string>
  kill(signal: NodeJS.Signals): void
  /** Resolves when it has ended and everything that it printed is in `lines`. */
  readonly ended: Promise<void>
}

/** Makes processes of `child.ts`. */
export interface ChildProgram {
  start(args: readonly string[], wrapper?: readonly string[]): Child
  dispose(): Promise<void>
}

/** Builds `child.ts` into one file that plain Node runs. */
export async function buildChildProgram(): Promise<ChildProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'friendly-store-child-'))
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(import.meta.dirname, 'child.ts'),
      outDir: folder,
      rolldownOptions: { output: { entryFileNames: 'child.mjs' } }
    }
  })
  const program = join(folder, 'child.mjs')
  return {
    start(args, wrapper = []) {
      const [command = '', ...rest] = [...wrapper, process.execPath, program, ...args]
      return follow(spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] }))
    },
    dispose: () => rm(folder, { recursive: true, force: true })
  }
}

function follow(child: ChildProcess): Child {
  const lines: string[] = []
  const listeners = new Set<() => void>()
  let over = false
  const { stdout } = child
  if (!stdout) throw new Error('The child has no standard output')
  const reader = createInterface({ input: stdout })
  const tell = () => listeners.forEach((listener) => listener())
  reader.on('line', (line) => {
    lines.push(line)
    tell()
  })
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    const hasEnded = new Promise((exited) => child.once('exit', exited))
    reader.once('close', () => {
      over = true
      tell()
      void hasEnded.then(() => resolve())
    })
  })

  return {
    pid: child.pid ?? 0,
    lines,
    ended,
    kill: (signal) => void child.kill(signal),
    line: (fits) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const line = lines.find(fits)
          if (line === undefined && !over) return
          listeners.delete(look)
          if (line !== undefined) resolve(line)
          else reject(new Error(`The child ended and had printed only: ${lines.join(' / ')}`))
        }
        listeners.add(look)
        look()
      })
  }
}
