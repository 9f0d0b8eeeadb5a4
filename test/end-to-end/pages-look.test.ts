import { AxeBuilder } from '@axe-core/playwright'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/browser/chromium'
import { startGallery } from '../support/browser/page-gallery'
import { PAGE_SAMPLES } from '../support/browser/page-samples'

/** Where the pictures go, for people to look at; they are not kept in the repository. */
const PICTURES = resolve(import.meta.dirname, '../pictures')

const wide = { width: 1280, height: 832 }
const phone = { width: 390, height: 844 }
const LOOKS = [
  { name: 'dark wide en', viewport: wide, colorScheme: 'dark', language: 'en' },
  { name: 'light phone ru', viewport: phone, colorScheme: 'light', language: 'ru' }
] as const

describe('Every page of the person who signs in', () => {
  let gallery: Awaited<ReturnType<typeof startGallery>>
  let browser: Browser

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true })
    ;[gallery, browser] = await Promise.all([startGallery(PAGE_SAMPLES), launchChromium()])
  })
  afterAll(async () => {
    await browser?.close()
    await gallery?.close()
  })

  for (const look of LOOKS)
    describe(look.name, () => {
      const complaints: string[] = []
      let page: Page

      beforeAll(async () => {
        const { viewport, colorScheme } = look
        const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' })
        page = await context.newPage()
        page.on('console', (message) => {
          if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
        })
        page.on('pageerror', (error) => complaints.push(error.message))
      })
      afterAll(() => page?.context().close())

      for (const name of Object.keys(PAGE_SAMPLES))
        it(`${name}: no finding of axe, nothing wider than the window, its own type`, async () => {
          await page.goto(`${gallery.address}/${look.language}/${encodeURIComponent(name)}`)
          await page.evaluate(() => document.fonts.ready)
          await page.screenshot({ path: join(PICTURES, `page ${name} ${look.name}.png`), fullPage: true })
          const { violations } = await new AxeBuilder({ page }).analyze()
          expect(
            violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
          ).toEqual([])
          expect(
            await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          ).toBeLessThanOrEqual(0)
          expect(await page.evaluate(() => document.fonts.check("14px 'Inter Variable'"))).toBe(true)
        })

      it('made the browser complain of nothing: no error, no violation of the Content-Security-Policy', () => {
        expect(complaints).toEqual([])
      })
    })
})
