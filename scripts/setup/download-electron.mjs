/** Fetches Electron's binary with visible progress, and gives up once nothing has arrived for some seconds. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { electronPackage } from './find-electron.mjs'

/** Without a new byte for so long, the network is taken for absent. */
const PATIENCE_MS = 8_000
const LOOK_EVERY_MS = 500

/** Undefined when the binary is there at the end, else why not. Never rejects, never waits longer than its patience. */
export function downloadElectron({ patienceMs = PATIENCE_MS, environment = process.env } = {}) {
  const folder = electronPackage()
  // The downloader writes to the system's temporary folder: one of its own shows how many bytes have arrived.
  const temporary = mkdtempSync(join(tmpdir(), 'electron-download-'))
  const env = { ...environment, TMPDIR: temporary, TEMP: temporary, TMP: temporary }
  const child = spawn(process.execPath, [join(folder, 'install.js')], {
    env: { ...env, ELECTRON_GET_NO_PROGRESS: '1' },
    stdio: ['ignore', 'ignore', 'pipe']
  })
  const errors = []
  child.stderr.on('data', (chunk) => errors.push(chunk))
  console.log('Downloading Electron (about 110 MB, once) …')
  const arrived = () => bytesIn(temporary) + bytesIn(join(folder, 'dist'))
  return watch(child, arrived, patienceMs)
    .then((why) => why ?? undefined)
    .catch(() => reasonOf(Buffer.concat(errors).toString()))
    .finally(() => rmSync(temporary, { recursive: true, force: true }))
}

/** Resolves to undefined at a good end and to a reason when patience ran out; rejects when the download failed by itself. */
function watch(child, arrived, patienceMs) {
  return new Promise((done, failed) => {
    let last = { bytes: arrived(), atMs: Date.now() }
    const timer = setInterval(() => {
      const bytes = arrived()
      if (bytes !== last.bytes) {
        last = { bytes, atMs: Date.now() }
        show(bytes)
      } else if (Date.now() - last.atMs > patienceMs) {
        child.kill('SIGKILL')
        done(`nothing arrived for ${Math.round(patienceMs / 1000)} seconds`)
      }
    }, LOOK_EVERY_MS)
    child.once('error', failed)
    child.once('close', (code) => {
      clearInterval(timer)
      if (process.stdout.isTTY) process.stdout.write('\r\x1b[K')
      if (code === 0) done(undefined)
      else failed(new Error(`ended with ${code}`))
    })
  })
}

function show(bytes) {
  const line = `  ${Math.round(bytes / 1e6)} MB`
  process.stdout.write(process.stdout.isTTY ? `\r${line}` : `${line}\n`)
}

/** The line of the downloader's complaint that a person can use. */
function reasonOf(complaint) {
  const line = complaint
    .split('\n')
    .find((text) => /ENOTFOUND|ECONN|ETIMEDOUT|EAI_AGAIN|[Ee]rror:/.test(text))
  return line?.trim() ?? 'the download failed'
}

function bytesIn(path) {
  try {
    const stat = statSync(path)
    if (!stat.isDirectory()) return stat.size
    return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0)
  } catch {
    return 0
  }
}
