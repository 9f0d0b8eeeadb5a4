import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Where the built panel lies, seen from the built server, from one of its chunks, and from the sources. */
const PLACES = ['../renderer', '../../renderer', '../../out/renderer']

/** The folder of the built panel; the first place when it isn't built. */
export function findRendererFolder(): string {
  const folders = PLACES.map((place) => resolve(import.meta.dirname, place))
  return folders.find((folder) => existsSync(join(folder, 'index.html'))) ?? folders[0]!
}
