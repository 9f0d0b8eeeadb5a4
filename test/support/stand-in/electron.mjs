#!/usr/bin/env node
/** Takes the place of Electron's executable: electron.mjs [--switches] <folder or file of the app> [options] */
import inspector from 'node:inspector'
import { existsSync, readFileSync, statSync } from 'node:fs'
import module, { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const given = process.argv.slice(2)
/** Set by the executable of a packaged app, which has its files in an archive and is given nothing but options. */
const { STAND_IN_UNPACKED: unpacked, STAND_IN_RESOURCES: resources } = process.env
const named = unpacked ?? given.find((text) => !text.startsWith('-'))
if (named === undefined) {
  console.error('Usage: electron.mjs [--switches] <folder of the app>')
  process.exit(2)
}

const entry = resolve(named)
const folder = folderOf(entry)
const main = statSync(entry).isDirectory() ? join(folder, manifestOf(folder).main) : entry
pretendToBeElectron()
resolveElectronHere()
const { app, __standIn: standIn } = createRequire(import.meta.url)('./electron.cjs')
// Playwright looks for the debugger where Electron would open one.
if (given.some((text) => text.startsWith('--inspect'))) inspector.open(0)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => app.quit())
const playwright = playwrightsGo()

await Promise.all([import(pathToFileURL(main).href), standIn.browserContext(), playwright])
standIn.start()

function folderOf(path) {
  const holds = (folder) => existsSync(join(folder, 'package.json'))
  let folder = path
  while (!holds(folder)) folder = dirname(folder)
  return folder
}

function manifestOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

function pretendToBeElectron() {
  process.env.STAND_IN_APP_FOLDER = folder
  process.env.STAND_IN_SWITCHES = given.filter((text) => text.startsWith('--')).join('\n')
  process.argv = [process.argv[0], ...given]
  process.resourcesPath = resources ?? join(folder, 'resources')
  Object.defineProperty(process.versions, 'electron', { value: '0.0.0-stand-in', enumerable: true })
}

/** The npm package of that name would start a download. */
function resolveElectronHere() {
  const path = join(import.meta.dirname, 'electron.cjs')
  const url = pathToFileURL(path).href
  if (module.registerHooks) {
    const found = { url, format: 'commonjs', shortCircuit: true }
    module.registerHooks({
      resolve: (name, context, next) => (name === 'electron' ? found : next(name, context))
    })
    return
  }
  // Node 20 has one kind of hook for import and none for require.
  const hooks = `export const resolve = (name, context, next) =>
    name === 'electron' ? { url: ${JSON.stringify(url)}, format: 'commonjs', shortCircuit: true } : next(name, context)`
  module.register(`data:text/javascript,${encodeURIComponent(hooks)}`)
  const original = module._resolveFilename
  module._resolveFilename = (name, ...rest) =>
    name === 'electron' ? path : original.call(module, name, ...rest)
}

/** Playwright wants an app held back until it has connected; it then calls this function through the debugger. */
function playwrightsGo() {
  if (process.env.STAND_IN_WAIT !== '1') return undefined
  return new Promise((go) => (globalThis.__playwright_run = go))
}
