/**
 * Whether this machine can show the desktop app, decided without loading Electron: its package downloads a binary as soon
 * as it is required, and on a network that swallows packets it would wait for minutes.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createRequire } from 'node:module'

/** Where Electron's executable lies inside its distribution. */
const executable =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron'

/** The installed package of Electron; undefined where it isn't installed. */
export function electronPackage() {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  } catch {
    return undefined
  }
}

/**
 * `{ path }` of an Electron that can be run, else `{ why, downloadable }`.
 *
 * @returns {{ path?: string, why?: string, downloadable?: boolean }}
 */
export function findElectron(env = process.env) {
  const named = env.ELECTRON_EXEC_PATH
  if (named) return existsSync(named) ? { path: named } : missing('ELECTRON_EXEC_PATH names no file')
  const override = env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) {
    const path = join(override, executable)
    return existsSync(path) ? { path } : missing('ELECTRON_OVERRIDE_DIST_PATH holds no Electron')
  }
  const folder = electronPackage()
  if (!folder) return missing('the package electron is not installed')
  // path.txt is written last: without it the distribution is absent, or only half extracted.
  const pathFile = join(folder, 'path.txt')
  const path = existsSync(pathFile) ? join(folder, 'dist', readFileSync(pathFile, 'utf8').trim()) : undefined
  return path && existsSync(path) ? { path } : missing('Electron’s binary is not downloaded', true)
}

/** Why no window can be shown here, whatever the binary; undefined where one can. */
export function whyNoDesktop(env = process.env) {
  if (process.platform !== 'linux' || env.ELECTRON_EXEC_PATH) return undefined
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY)
    return 'there is no display (DISPLAY and WAYLAND_DISPLAY are unset)'
  if (process.getuid() === 0) return 'Electron refuses to run as root'
  return undefined
}

const missing = (why, downloadable = false) => ({ why, downloadable })
