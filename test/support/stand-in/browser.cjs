/** The Chromium whose pages are the windows. */
const { spawn } = require('node:child_process')
const { createInterface } = require('node:readline')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { chromium } = require('playwright-core')
const { switchValue } = require('./state.cjs')

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-popup-blocking',
  '--no-first-run',
  '--hide-scrollbars',
  '--no-startup-window',
  '--remote-debugging-port=0'
]
const ANNOUNCEMENT = /^DevTools listening on (ws:.*)$/

let starting

/** The one browser context, started when it is first needed. */
exports.browserContext = () => (starting ??= start())

async function start() {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'friendly-oauth2-chromium-'))
  const browser = spawn(process.env.CHROMIUM_PATH, [...ARGUMENTS, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'pipe']
  })
  process.on('exit', () => {
    browser.kill('SIGKILL')
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  })
  const address = await addressOf(browser)
  // Playwright reads this line where it would read Electron's.
  if (switchValue('remote-debugging-port') !== undefined)
    process.stderr.write(`\nDevTools listening on ${address}\n`)
  return (await chromium.connectOverCDP(address)).contexts()[0]
}

function addressOf(browser) {
  return new Promise((resolve, reject) => {
    createInterface({ input: browser.stderr }).on('line', (line) => {
      const match = ANNOUNCEMENT.exec(line)
      if (match) resolve(match[1])
    })
    browser.once('error', reject)
    browser.once('exit', (code) => reject(new Error(`Chromium ended with code ${code}`)))
  })
}
