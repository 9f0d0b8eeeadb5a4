import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const STAND_IN = pathToFileURL(resolve(import.meta.dirname, '../stand-in/electron.mjs')).href
const ASAR = createRequire(createRequire(import.meta.url).resolve('app-builder-lib')).resolve(
  '@electron/asar'
)

/** What @electron/fuses looks for in Electron's executable, with version, length, and every fuse on. */
const FUSE_WIRE = `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009${'1'.repeat(9)}`

/** Runs the packaged app on the stand-in: its files from the archive, its resources from beside the executable. A script of either kind of module. */
const EXECUTABLE = `#!/usr/bin/env node
// ${FUSE_WIRE}
const start = async () => {
  const [fs, os, path] = await Promise.all(['node:fs', 'node:os', 'node:path'].map((name) => import(name)))
  const { default: asar } = await import(${JSON.stringify(ASAR)})
  const resources = path.join(path.dirname(fs.realpathSync(process.argv[1])), 'resources')
  const unpacked = fs.mkdtempSync(path.join(os.tmpdir(), 'friendly-oauth2-unpacked-'))
  process.on('exit', () => fs.rmSync(unpacked, { recursive: true, force: true }))
  asar.extractAll(path.join(resources, 'app.asar'), unpacked)
  Object.assign(process.env, { STAND_IN_UNPACKED: unpacked, STAND_IN_RESOURCES: resources })
  await import(${JSON.stringify(STAND_IN)})
}
start()
`

/**
 * Lays what electron-builder needs of an unpacked Electron for Linux into a folder. Its executable runs the packaged app on the
 * stand-in, so what was packaged can be started where Electron can't be had.
 */
export function layElectronDistribution(folder: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true })
  writeFileSync(join(folder, 'electron'), EXECUTABLE, { mode: 0o755 })
  writeFileSync(join(folder, 'version'), '0.0.0-stand-in')
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak'])
    writeFileSync(join(folder, name), '')
}
