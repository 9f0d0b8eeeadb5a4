/**
 * npm run dev: the product with hot reload of main process and panel. On the desktop where a window can be shown, else as the
 * headless server with the panel in a browser. Options after `--` go to the product; `--headless` never opens a window.
 */
import { manifest } from './setup/project.mjs'
import { requireNode } from './setup/node-version.mjs'

requireNode(manifest().engines.node)
const { installWhatIsMissing } = await import('./setup/install.mjs')
const { electronForDesktop } = await import('./setup/electron-for-desktop.mjs')

const given = process.argv.slice(2)
const options = given.filter((option) => option !== '--headless')

await installWhatIsMissing()
const electron = given.includes('--headless') ? {} : await electronForDesktop()
if (electron.path) {
  const { developDesktop } = await import('./develop/desktop.mjs')
  process.exitCode = await developDesktop(electron.path, options)
} else {
  if (electron.why) console.log(`Developing without a window: ${electron.why}.`)
  const { developHeadless } = await import('./develop/headless.mjs')
  await developHeadless(options)
}
