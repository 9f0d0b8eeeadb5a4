import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from '../support/browser/axe-findings'
import { launchChromium } from '../support/browser/chromium'
import { signIn, visitPanel, type PanelVisit } from '../support/panel/panel-visit'
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

/** For one screen in all its looks. */
const PATIENCE_MS = 120_000

/** A language with the window that it is looked at in; each is dark first, then light. */
interface Look {
  readonly size: string
  readonly viewport: { width: number; height: number }
  readonly locale: string
}

const LOOKS: readonly Look[] = [
  { size: 'wide', viewport: { width: 1280, height: 832 }, locale: 'en-US' },
  { size: 'narrow', viewport: { width: 1024, height: 700 }, locale: 'ru-RU' }
]

const FILES = import.meta.glob<Screens>('./screens/*.ts', { eager: true, import: 'screens' })
const SCREENS = Object.assign({}, ...Object.values(FILES)) as Screens

describe('Every screen of the panel', () => {
  let product: ServedProduct
  let browser: Browser
  let visits: readonly (PanelVisit & Look)[]

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true })
    ;[product, browser] = await Promise.all([
      serveProduct({ profile: { clients: CLIENTS } }),
      launchChromium()
    ])
    await someTraffic(product.address)
    visits = await Promise.all(LOOKS.map(open))
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  async function open(look: Look): Promise<PanelVisit & Look> {
    const { viewport, locale } = look
    const options = { viewport, locale, colorScheme: 'dark', reducedMotion: 'reduce' } as const
    const visit = await visitPanel(browser, product.address, options)
    visit.page.on('dialog', (dialog) => void dialog.accept())
    return { ...visit, ...look }
  }

  /** What is wrong with a screen, in every language and theme. */
  async function faultsOf(name: string, goThere?: (visit: PanelVisit) => Promise<void>): Promise<string[]> {
    const found = await Promise.all(
      visits.map(async (visit) => {
        await visit.page.emulateMedia({ colorScheme: 'dark' })
        await goThere?.(visit)
        return inBothThemes(visit, name)
      })
    )
    return found.flat()
  }

  it(
    'of who is not signed in: no serious finding of axe, nothing wider than the window',
    async () => {
      expect(await faultsOf('sign-in')).toEqual([])
      await Promise.all(visits.map((visit) => signIn(visit)))
    },
    PATIENCE_MS
  )

  for (const [name, { place, act }] of Object.entries(SCREENS))
    it(
      `${name}: no serious finding of axe, nothing wider than the window`,
      async () => {
        const faults = await faultsOf(name, async (visit) => {
          await leaveUnsaved(visit)
          await visit.goTo(place)
          await act?.(visit.page)
        })
        expect(faults).toEqual([])
      },
      PATIENCE_MS
    )

  it('made the page complain of nothing: no error, no warning, no violation of the Content-Security-Policy', () => {
    expect(visits.flatMap(({ complaints }) => complaints)).toEqual([])
  })
})

/** Takes the pictures of what stands there. What a theme changes is its colours, so the rest is examined once. */
async function inBothThemes({ page, size }: PanelVisit & Look, name: string): Promise<string[]> {
  const faults: string[] = []
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await drawn(page, theme)
    await settled(page)
    await page.screenshot({ path: join(PICTURES, `${name} ${theme} ${size}.png`) })
    const findings = await axeFindings(page, theme === 'dark' ? undefined : ['color-contrast'])
    faults.push(...findings.map((finding) => `${theme} ${size}: ${finding}`))
  }
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  return excess > 0 ? [...faults, `${size}: ${excess} px wider than the window`] : faults
}

/** Away and back again: a form that was left unsaved is gone. */
async function leaveUnsaved({ page }: PanelVisit): Promise<void> {
  await page.goto('about:blank')
}

/** The page hears of the theme a moment later, and draws it with its next frames. */
async function drawn(page: Page, theme: string): Promise<void> {
  await page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme)
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  )
}

async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.getAnimations().every((animation) => animation.playState !== 'running')
  )
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
