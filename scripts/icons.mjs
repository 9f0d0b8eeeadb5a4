/**
 * Draws every icon of the app from resources/icons/bear.svg, in the browser that the tests use. Run it after the bear has
 * changed, and commit what it writes: `node scripts/icons.mjs`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { packIcns, packIco } from './icons/containers.mjs'
import { appIcon, trayIcon, trayTemplate } from './icons/drawings.mjs'
import { findChromium } from './setup/find-chromium.mjs'
import { at } from './setup/project.mjs'

const APP_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const LOOKS = ['running', 'stopped', 'failed']
const folder = at('resources/icons')

const bear = readFileSync(`${folder}/bear.svg`, 'utf8')
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox', '--disable-gpu']
})
const page = await browser.newPage()

/** A drawing as a PNG of `size` by `size` points with a transparent background. */
async function render(svg, size) {
  await page.setViewportSize({ width: size, height: size })
  const style = `*{margin:0}svg{display:block;width:${size}px;height:${size}px}`
  await page.setContent(`<style>${style}</style>${svg}`)
  return page.screenshot({ omitBackground: true })
}

const pictures = new Map()
for (const size of APP_SIZES) {
  const png = await render(appIcon(bear, size), size)
  pictures.set(size, png)
  // Named as Linux and electron-builder look for them.
  writeFileSync(`${folder}/${size}x${size}.png`, png)
}
writeFileSync(`${folder}/icon.ico`, packIco(pictures, [16, 24, 32, 48, 64, 128, 256]))
writeFileSync(`${folder}/icon.icns`, packIcns(pictures))

mkdirSync(`${folder}/tray`, { recursive: true })
for (const look of LOOKS) {
  for (const [ending, size] of [
    ['', 16],
    ['@2x', 32],
    ['-large', 48]
  ])
    writeFileSync(`${folder}/tray/${look}${ending}.png`, await render(trayIcon(bear, look), size))
  for (const [ending, size] of [
    ['', 16],
    ['@2x', 32]
  ])
    writeFileSync(`${folder}/tray/${look}Template${ending}.png`, await render(trayTemplate(bear, look), size))
}
await browser.close()
console.log('The icons are drawn.')
