import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasAccess, SECTIONS, type AccessLevel } from '../../src-main/contract'
import { axeFindings } from '../support/browser/axe-findings'
import { launchChromium } from '../support/browser/chromium'
import { signIn, visitPanel, type PanelVisit } from '../support/panel/panel-visit'
import { serveProduct, type ServedProduct } from '../support/served-product'

const PICTURES = resolve(import.meta.dirname, '../pictures')
const PASSWORD = 'a-good-password'
const SECRET = 'secretOfTheTestsSecretOfTheTestsSecretOfTheTests12'
const PEOPLE: readonly { username: string; access: AccessLevel }[] = [
  { username: 'alice', access: 'user' },
  { username: 'mo', access: 'moderator' },
  { username: 'root', access: 'administrator' }
]

describe('The panel, section by section', () => {
  let product: ServedProduct
  let browser: Browser

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true })
    const users = PEOPLE.map(({ username, access }) => ({ username, password: PASSWORD, roles: [access] }))
    const clients = [
      { client_id: 'of-alice', client_secret: SECRET, client_name: 'Shop of Alice', owner: 'alice' },
      { client_id: 'of-root', client_secret: SECRET, client_name: 'Billing', owner: 'root' }
    ]
    ;[product, browser] = await Promise.all([serveProduct({ profile: { users, clients } }), launchChromium()])
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  describe.each(PEOPLE)('as $username, who has the access of a $access', ({ username, access }) => {
    let visit: PanelVisit
    const theirs = SECTIONS.filter((section) => hasAccess(access, section.access))
    beforeAll(async () => {
      visit = await visitPanel(browser, product.address, { reducedMotion: 'reduce' })
      await signIn(visit, { username, password: PASSWORD })
    })
    afterAll(() => visit?.close())

    it('lists the sections that are theirs, and no other', async () => {
      const links = visit.page.locator('nav a[data-testid^="nav-"]')
      const ids = await links.evaluateAll((all) => all.map((link) => link.getAttribute('data-testid')))
      expect(ids).toEqual(theirs.map(({ id }) => `nav-${id}`))
    })

    it.each(theirs)('$id opens at the first click, without a serious finding of axe', async ({ id }) => {
      await visit.page.getByTestId(`nav-${id}`).click()
      await visit.page.locator('main').waitFor()
      await visit.page.locator('.skeleton').first().waitFor({ state: 'detached' })
      await visit.page.screenshot({ path: join(PICTURES, `as ${username} ${id}.png`) })
      expect(await axeFindings(visit.page)).toEqual([])
      expect(await visit.page.getByTestId(`nav-${id}`).getAttribute('aria-current')).toBe('page')
    })

    it('never leads to what is not theirs', async () => {
      for (const { path } of SECTIONS.filter((section) => !theirs.includes(section))) {
        await visit.goTo(path)
        expect(new URL(visit.page.url()).hash).toBe('#/account')
      }
    })

    it('makes the page complain of nothing', () => {
      expect(visit.complaints).toEqual([])
    })
  })
})
