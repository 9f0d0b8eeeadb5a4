/** Installs the packages of the lock file, when they are not installed or the lock file is a newer one. */
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { at, run, runNode } from './project.mjs'

const lockFile = at('package-lock.json')
/** npm writes this at the end of an install, so it tells when the last one finished. */
const installed = at('node_modules/.package-lock.json')
/** The digest of the lock file that was installed: a checkout that only touches the file's time reinstalls nothing. */
const stamp = at('node_modules/.cache/friendly-oauth2/installed')

export async function installWhatIsMissing() {
  if (isInstalled()) return
  const why = existsSync(installed) ? 'The lock file changed' : 'First run'
  console.log(`${why}: installing the packages (npm ci) …`)
  const code = await npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
  if (code !== 0) {
    console.error(`Installing the packages failed (npm ci ended with ${code}); see above for the reason.`)
    process.exit(1)
  }
  writeStamp()
}

function isInstalled() {
  if (!existsSync(installed)) return false
  // npm ci empties the folder: behind a link that would be the folder of another checkout.
  if (lstatSync(at('node_modules')).isSymbolicLink()) return true
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockDigest()) return true
  if (statSync(installed).mtimeMs < statSync(lockFile).mtimeMs) return false
  writeStamp()
  return true
}

const lockDigest = () => createHash('sha256').update(readFileSync(lockFile)).digest('hex')

function writeStamp() {
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, lockDigest())
}

/** The npm that started this script where there is one, else the one on the path. */
function npm(argv) {
  const own = process.env.npm_execpath
  if (own && /\.c?js$/.test(own) && existsSync(own)) return runNode([own, ...argv])
  return run('npm', argv, { shell: process.platform === 'win32' })
}
