/** Builds out/ when a source is newer than what was built from it. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { at, programOf, runNode } from './project.mjs'

const sources = [
  'src-main',
  'src-renderer',
  'resources',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json'
]
/** One file of each bundle; they are built in this order, so a build that broke off leaves the last one old. */
const results = ['out/main/cli.js', 'out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html']

/** True when the build is fresh at the end; false, with the reason printed, when it failed. */
export async function buildWhatIsStale() {
  if (!isStale()) return true
  console.log('Building …')
  const code = await runNode(
    [programOf('electron-vite', 'bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
    {
      quiet: true
    }
  )
  if (code !== 0) console.error('The build failed; see above for the reason.')
  return code === 0
}

export function isStale() {
  if (results.some((path) => !existsSync(at(path)))) return true
  const oldestResult = Math.min(...results.map((path) => statSync(at(path)).mtimeMs))
  return sources.some((path) => existsSync(at(path)) && newest(at(path)) > oldestResult)
}

/** The latest change in a file or folder, in milliseconds; a folder's own time tells of files that were removed. */
function newest(path) {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
