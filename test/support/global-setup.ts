import { readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from '../../scripts/setup/find-chromium.mjs'

/** What runs that were killed may have left in the temporary folder. */
const LEFTOVER = /^friendly-oauth2-(chromium|desktop|test)-/
const OLD_MS = 3_600_000

/** Before a suite that needs a browser: sweeps what killed runs left behind, and finds Chromium once for all workers. */
export default async function setup(): Promise<void> {
  sweepLeftovers()
  process.env['CHROMIUM_PATH'] = await findChromium()
}

function sweepLeftovers(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => LEFTOVER.test(entry))) {
    const path = join(tmpdir(), name)
    const modifiedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
    if (Date.now() - modifiedMs > OLD_MS) rmSync(path, { recursive: true, force: true })
  }
}
