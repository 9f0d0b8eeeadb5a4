/**
 * npm start: installs what is missing, builds what is stale, then opens the desktop app; where no window can be shown, it
 * says why in one line and runs the same server headless. Options after `--` go to the product.
 *
 *   npm start -- --headless          never a window
 *   npm start -- --desktop           a window or nothing
 *   npm start -- --port 9100         what `friendly-oauth2 serve` takes
 */
import { manifest } from './setup/project.mjs'
import { requireNode } from './setup/node-version.mjs'

requireNode(manifest().engines.node)
const { installWhatIsMissing } = await import('./setup/install.mjs')
const { buildWhatIsStale } = await import('./setup/build.mjs')
const { electronForDesktop } = await import('./setup/electron-for-desktop.mjs')
const { startDesktop, startHeadless } = await import('./setup/launch.mjs')

const given = process.argv.slice(2)
const options = given.filter((option) => option !== '--headless' && option !== '--desktop')
const wish = given.includes('--headless') ? 'headless' : given.includes('--desktop') ? 'desktop' : 'any'

await installWhatIsMissing()
if (!(await buildWhatIsStale())) process.exit(1)

const electron = wish === 'headless' ? {} : await electronForDesktop()
if (wish === 'desktop' && !electron.path) {
  console.error(`The desktop app cannot be started: ${electron.why}.`)
  process.exit(1)
}
if (electron.path) {
  const end = await startDesktop(electron.path, options)
  if (wish === 'desktop' || !end.atOnce) process.exit(end.code)
  electron.why = `Electron could not open a window (it ended with ${end.how})`
}
if (electron.why) console.log(`Starting without a window: ${electron.why}.`)
process.exit((await startHeadless(options)).code)
