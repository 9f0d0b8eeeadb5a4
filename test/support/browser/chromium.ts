import { chromium, type Browser } from 'playwright-core'
import { findChromium } from '../../../scripts/setup/find-chromium.mjs'

/** Starts a headless browser; close it when the test has ended. Works as root, as in a container. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: await findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']
  })
}
