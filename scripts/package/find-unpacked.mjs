/** Where electron-builder left the app that it unpacked. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { productOf } from './product.mjs'

/**
 * The executable of a preconfigured app in electron-builder's output, by the name that its preset gives it. Throws when there is none.
 *
 * @param {string} dist the folder of the output
 * @param {NodeJS.Platform} [platform] the system that it was made for
 */
export function findUnpacked(dist, platform = process.platform) {
  for (const place of foldersIn(dist).flatMap(({ name, path }) => [path, ...appsIn(name, path)])) {
    const isMac = place.endsWith('.app')
    const preset = join(place, isMac ? 'Contents/Resources' : 'resources', 'profile/preset.json')
    if (!existsSync(preset)) continue
    const { productName, packageName } = productOf(JSON.parse(readFileSync(preset, 'utf8')).name)
    if (isMac) return join(place, 'Contents/MacOS', productName)
    return join(place, platform === 'win32' ? `${productName}.exe` : packageName)
  }
  throw new Error(`No preconfigured app in ${dist}. Make one: npm run package -- --profile FILE --dir`)
}

/** On a Mac an app is a folder in `mac`, `mac-arm64` or `mac-universal`. */
const appsIn = (name, path) =>
  name.startsWith('mac')
    ? foldersIn(path)
        .filter((app) => app.name.endsWith('.app'))
        .map((app) => app.path)
    : []

const foldersIn = (path) =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, path: join(path, name) }))
