import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const LONGEST_MS = 50_000

/** How a language's code is run on this machine; undefined: it isn't installed here. */
export interface Runner {
  readonly name: string
  /** What the code prints. `setup` is a POSIX shell's, and so is whatever is typed into the code. */
  run(code: string, setup?: string, typed?: string): Promise<string>
}

export function findRunner(language: string): Runner | undefined {
  const runners: Record<string, () => Runner | undefined> = {
    curl: () => (answers('curl --version') ? shell : undefined),
    fetch: () => inFile('node', 'request.mjs', 'node request.mjs', resolvedImports),
    requests: () =>
      answers('python3 -c "import requests"')
        ? inFile('python3', 'request.py', 'python3 request.py')
        : undefined,
    python: () => (answers('python3 --version') ? checkedPython : undefined),
    java: () =>
      answers('java --version')
        ? inFile('java', 'Request.java', 'java -XX:TieredStopAtLevel=1 Request.java')
        : undefined
  }
  return runners[language]?.()
}

/** Runs as it was copied: the variables first, then the command. */
const shell: Runner = {
  name: 'curl',
  run: (code, setup = '', typed = '') => shellRun(`${setup}\n${code}`, process.cwd(), typed)
}

/** The libraries of a snippet need not be there: its grammar is checked, and nothing of it is run. */
const checkedPython = inFile('python3', 'auth.py', 'python3 -m py_compile auth.py')

function inFile(name: string, file: string, command: string, prepare = (code: string) => code): Runner {
  return {
    name,
    async run(code, setup = '', typed = '') {
      const folder = await mkdtemp(join(tmpdir(), 'friendly-code-'))
      try {
        await writeFile(join(folder, file), prepare(code))
        return await shellRun(`${setup}\n${command}`, folder, typed)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    }
  }
}

async function shellRun(script: string, cwd: string, typed: string): Promise<string> {
  const started = run('/bin/sh', ['-c', script], { cwd, timeout: LONGEST_MS })
  started.child.stdin?.end(typed)
  return (await started).stdout
}

function answers(command: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', command], { stdio: 'ignore' })
    return true
  } catch {
    // Not there is an answer too.
    return false
  }
}

/** The packages that code imports are those of this project, wherever the code lies. */
function resolvedImports(code: string): string {
  const { resolve } = createRequire(import.meta.url)
  return code.replace(
    /from '((?:openid-client|jose))'/g,
    (_, name: string) => `from '${pathToFileURL(resolve(name)).href}'`
  )
}
