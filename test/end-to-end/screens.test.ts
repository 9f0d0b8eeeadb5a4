import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from '../support/axe-findings'
import { launchChromium } from '../support/chromium'
import { signIn, visitPanel, type PanelVisit } from '../support/panel-visit'
import { serveProduct, type ServedProduct } from '../support/served-product'
import type { Screens } from './screens/screen'

/** Where the pictures go, for people to look at; they are not kept in the repository. */
const PICTURES = resolve(import.meta.dirname, '../pictures')

const SECRET = 'secretOfTheTestsSecretOfTheTestsSecretOfTheTests12'
const CLIENTS = [
  { client_id: 'billing-job', client_secret: SECRET, client_name: 'Billing job', scope: 'invoices:read' },
  {
    client_id: 'reporting',
    client_secret: SECRET,
    client_name: 'Nightly reporting',
    token_endpoint_auth_method: 'client_secret_post' as const,
    access_token_format: 'jwt' as const
  },
  { client_id: 'web-spa', client_name: 'Web SPA', token_endpoint_auth_method: 'none' as const },
  { client_id: 'old-importer', client_secret: SECRET, client_name: 'Old importer', blocked: true }
]

interface Look {
  readonly name: string
  readonly viewport: { width: number; height: number }
  readonly colorScheme: 'dark' | 'light'
  readonly locale: string
}

const wide = { width: 1280, height: 832 }
const narrow = { width: 1024, height: 700 }
const LOOKS: readonly Look[] = [
  { name: 'dark wide', viewport: wide, colorScheme: 'dark', locale: 'en-US' },
  { name: 'light wide', viewport: wide, colorScheme: 'light', locale: 'en-US' },
  { name: 'dark narrow', viewport: narrow, colorScheme: 'dark', locale: 'ru-RU' },
  { name: 'light narrow', viewport: narrow, colorScheme: 'light', locale: 'ru-RU' }
]

const FILES = import.meta.glob<Screens>('./screens/*.ts', { eager: true, import: 'screens' })
const SCREENS = Object.assign({}, ...Object.values(FILES)) as Screens

describe('Every screen of the panel', () => {
  let product: ServedProduct
  let browser: Browser

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true })
    ;[product, browser] = await Promise.all([
      serveProduct({ profile: { clients: CLIENTS } }),
      launchChromium()
    ])
    await someTraffic(product.address)
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  for (const look of LOOKS)
    describe(look.name, () => {
      let visit: PanelVisit
      beforeAll(async () => {
        visit = await visitPanel(browser, product.address, { ...look, reducedMotion: 'reduce' })
        await picture(visit.page, look, 'sign-in')
        expect(await axeFindings(visit.page)).toEqual([])
        await signIn(visit)
        visit.page.on('dialog', (dialog) => void dialog.accept())
      })
      afterAll(() => visit?.close())

      for (const [name, { place, act }] of Object.entries(SCREENS))
        it(`${name}: no serious finding of axe, nothing wider than the window`, async () => {
          await leaveUnsaved(visit)
          await visit.goTo(place)
          await act?.(visit.page)
          await settled(visit.page)
          await picture(visit.page, look, name)
          expect(await axeFindings(visit.page)).toEqual([])
          expect(
            await visit.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          ).toBeLessThanOrEqual(0)
        })

      it('made the page complain of nothing: no error, no warning, no violation of the Content-Security-Policy', () => {
        expect(visit.complaints).toEqual([])
      })
    })
})

/** Away and back again: a form that was left unsaved is gone. */
async function leaveUnsaved({ page }: PanelVisit): Promise<void> {
  await page.goto('about:blank')
}

async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.getAnimations().every((animation) => animation.playState !== 'running')
  )
}

async function picture(page: Page, look: Look, name: string): Promise<void> {
  await page.screenshot({ path: join(PICTURES, `${name} ${look.name}.png`) })
}

/** Requests that succeed and fail, so that the dashboard has something to show. */
async function someTraffic(address: string): Promise<void> {
  const ask = (clientId: string, secret: string, form: string) =>
    fetch(`${address}/oauth2/token`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`
      },
      body: `grant_type=client_credentials${form}`
    })
  for (let times = 0; times < 4; times++) await ask('billing-job', SECRET, '')
  await ask('billing-job', 'not the secret', '')
  await ask('billing-job', SECRET, '&scope=invoices:write')
  await ask('old-importer', SECRET, '')
}
