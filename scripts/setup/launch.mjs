/** Starts the built product and passes signals on to it. */
import { spawn } from 'node:child_process'
import { at, root } from './project.mjs'

/** An Electron that can't open a window ends within this time. */
const AT_ONCE_MS = 5_000
/** The product's own exit codes for a bad option, a taken port, a used or damaged data folder: no reason to try again without a window. */
const OWN_CODES = [0, 2, 3, 4, 5]

/** Resolves when the app has ended; `atOnce` tells that it never came up. */
export async function startDesktop(electron, options) {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const startedMs = Date.now()
  const end = await start(electron, [root, ...options], env)
  const atOnce = Date.now() - startedMs < AT_ONCE_MS && !OWN_CODES.includes(end.code) && !end.asked
  return { ...end, atOnce }
}

export const startHeadless = (options) =>
  start(process.execPath, [at('out/main/cli.js'), 'serve', ...options], process.env)

function start(program, argv, env) {
  return new Promise((done) => {
    const child = spawn(program, argv, { stdio: 'inherit', env })
    let asked = false
    const pass = (signal) => {
      asked = true
      child.kill(signal)
    }
    process.on('SIGINT', pass)
    process.on('SIGTERM', pass)
    const end = (code, how) => {
      process.off('SIGINT', pass)
      process.off('SIGTERM', pass)
      done({ code, how, asked })
    }
    child.once('error', (error) => end(1, error.message))
    child.once('exit', (code, signal) => end(code ?? (asked ? 0 : 1), signal ?? `code ${code}`))
  })
}
