/** Where the project lies, and how its scripts run programs. Node's builtins only: this runs before anything is installed. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** A path inside the project. */
export const at = (...parts) => join(root, ...parts)

export const manifest = () => JSON.parse(readFileSync(at('package.json'), 'utf8'))

/** A program of an installed package, by its file, so that no shell and no .cmd shim is in between. */
export function programOf(name, file) {
  const path = at('node_modules', name, file)
  if (!existsSync(path)) throw new Error(`${name} is not installed. Run: npm ci`)
  return path
}

/**
 * Runs a Node program and resolves to its exit code (1 where a signal ended it). Its output goes straight to the terminal
 * unless `quiet`: then it is held back and printed only when the program fails.
 */
export function runNode(argv, { env = process.env, quiet = false } = {}) {
  return run(process.execPath, argv, { env, quiet })
}

/** As `runNode`, for any program; `shell` is for npm on Windows, which is a batch file there. */
export function run(program, argv, { env = process.env, quiet = false, shell = false } = {}) {
  return new Promise((done, failed) => {
    const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit'
    const child = spawn(program, argv, { cwd: root, env, stdio, shell })
    const held = []
    child.stdout?.on('data', (chunk) => held.push(chunk))
    child.stderr?.on('data', (chunk) => held.push(chunk))
    child.once('error', failed)
    child.once('close', (code) => {
      if (code !== 0 && quiet) process.stderr.write(Buffer.concat(held))
      done(code ?? 1)
    })
  })
}
