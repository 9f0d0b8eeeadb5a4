import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { ProfileInput } from '../../src-main/model'

const CLI = resolve(import.meta.dirname, '../../out/main/cli.js')

/** The built command line as a process of its own, on a free port and a data folder of its own. */
export interface ServedProduct {
  /** `http://localhost:PORT`. */
  readonly address: string
  readonly folder: string
  readonly child: ChildProcess
  /** The line that says that it is ready. */
  readonly readyLine: string
  /** Ends it as a terminal would, and resolves to the exit code. */
  stop(): Promise<number | null>
}

export interface ServeOptions {
  readonly profile?: Omit<ProfileInput, 'version'>
  readonly args?: readonly string[]
  /** What is run instead of the built command line on Node. */
  readonly program?: readonly [file: string, ...args: string[]]
  readonly environment?: Readonly<Record<string, string>>
}

const COMMAND_LINE = [process.execPath, CLI] as const

/** Starts `friendly-oauth2 serve` and resolves when it says that it is ready. */
export async function serveProduct(options: ServeOptions = {}): Promise<ServedProduct> {
  const { profile, args = [], program = COMMAND_LINE, environment } = options
  const [file, ...before] = program
  const folder = mkdtempSync(join(tmpdir(), 'friendly-oauth2-test-'))
  const profileArgs = profile ? ['--profile', writeProfile(folder, profile)] : []
  const child = spawn(
    file,
    [...before, 'serve', '--port', '0', '--data', join(folder, 'data'), ...profileArgs, ...args],
    { ...(environment && { env: environment }) }
  )
  const readyLine = await lineThat(/is ready/, child)
  return {
    address: /issuer (\S+?),/.exec(readyLine)![1]!,
    folder: join(folder, 'data'),
    child,
    readyLine,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      rmSync(folder, { recursive: true, force: true })
      return child.exitCode
    }
  }
}

function writeProfile(folder: string, profile: Omit<ProfileInput, 'version'>): string {
  const file = join(folder, 'profile.json')
  writeFileSync(file, JSON.stringify({ version: 1, ...profile }))
  return file
}

function lineThat(pattern: RegExp, child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = []
    for (const stream of [child.stdout!, child.stderr!])
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line)
        if (pattern.test(line)) resolve(line)
      })
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${said.join('\n')}`)))
  })
}
