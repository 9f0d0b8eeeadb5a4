/**
 * Starts the app that `npm run package -- --profile FILE --dir` made, on data of its own, and waits until its server answers:
 * `node scripts/package/try-unpacked.mjs`. Only this tells that a packaged Electron with its fuses finds its archive and its preset.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { at } from '../setup/project.mjs'
import { findUnpacked } from './find-unpacked.mjs'

const PATIENCE_MS = 120_000
const EVERY_MS = 500

const folder = mkdtempSync(join(tmpdir(), 'friendly-oauth2-try-'))
const port = await freePort()
const program = findUnpacked(process.argv[2] ?? at('dist'))
// A runner has no helper that is owned by root, which Chromium's sandbox on Linux wants.
const switches = process.platform === 'linux' ? ['--no-sandbox'] : []
const options = [...switches, `--user-data-dir=${folder}`, '--port', String(port)]
const app = spawn(program, options, { stdio: 'inherit' })
const ended = new Promise((done) => app.once('exit', (code, signal) => done(signal ?? `code ${code}`)))
try {
  await Promise.race([
    answers(),
    ended.then((how) => Promise.reject(new Error(`The app ended with ${how}.`)))
  ])
  console.log(`${program} runs, and its server answers at http://localhost:${port}.`)
} finally {
  app.kill()
  await Promise.race([ended, wait(15_000).then(() => app.kill('SIGKILL'))])
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function answers() {
  const deadline = Date.now() + PATIENCE_MS
  while (Date.now() < deadline) {
    const answer = await fetch(`http://localhost:${port}/healthz`).catch(() => undefined)
    if (answer?.status === 200) return
    await wait(EVERY_MS)
  }
  throw new Error(`Nothing answered at http://localhost:${port}/healthz.`)
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })
}
