/** An Electron that can show a window here, fetched if need be. */
import { downloadElectron } from './download-electron.mjs'
import { findElectron, whyNoDesktop } from './find-electron.mjs'

/** `{ path }`, or `{ why }` in words that end a sentence. */
export async function electronForDesktop() {
  const why = whyNoDesktop()
  if (why) return { why }
  const found = findElectron()
  if (found.path || !found.downloadable) return found
  const failure = await downloadElectron()
  return failure ? { why: `${found.why} and could not be fetched (${failure})` } : findElectron()
}
