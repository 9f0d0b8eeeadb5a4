import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Draft, PlaygroundRun } from '../../src-main/contract'
import { startPlayground, type PlaygroundWorld } from '../panel/playground/world'
import { launchChromium } from '../support/browser/chromium'

const PASSWORD = 'a long password'

let world: PlaygroundWorld
let browser: Browser
let page: Page
const complaints: string[] = []
beforeAll(async () => {
  world = await startPlayground({ users: [{ username: 'alice', password: PASSWORD }] })
  await world.client({ client_id: 'app' })
  browser = await launchChromium()
  page = await (await browser.newContext({ locale: 'en-US' })).newPage()
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('400')) complaints.push(message.text())
  })
})
afterAll(async () => {
  await browser?.close()
  await world?.server.close()
})

/** A person signs in where they are asked to, and agrees. */
async function goThrough(run: PlaygroundRun): Promise<PlaygroundRun> {
  await page.goto(run.opens ?? '')
  if (new URL(page.url()).pathname === '/sign-in') {
    await page.getByTestId('username').fill('alice')
    await page.getByTestId('password').fill(PASSWORD)
    await page.getByTestId('sign-in').click()
  }
  const landed = page.locator('[data-testid^="landed-"]').first()
  await page.getByTestId('allow').or(landed).first().waitFor()
  if (await page.getByTestId('allow').isVisible()) await page.getByTestId('allow').click()
  await landed.waitFor()
  return (await world.call('playground.run', { id: run.id })) as PlaygroundRun
}

const MODES: readonly [mode: string, draft: Draft][] = [
  ['query', { flow: 'openid_code', client_id: 'app', scope: 'openid' }],
  ['fragment', { flow: 'openid_implicit', client_id: 'app', scope: 'openid' }],
  [
    'form_post',
    {
      flow: 'openid_hybrid',
      client_id: 'app',
      scope: 'openid',
      authorization: { response_mode: 'form_post' }
    }
  ]
]

describe('a person who signs in for the playground in a real browser', () => {
  it.each(MODES)('comes back to it by %s, and reads what came', async (mode, draft) => {
    const run = await goThrough(await world.authorize(draft))
    expect(run).toMatchObject({ status: 'returned', callback: { mode, verdict: { ok: true } } })
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/arrived$/)
    expect(complaints).toEqual([])
  })

  it('finds the window closed that the panel opened', async () => {
    const run = await world.authorize({ flow: 'oauth2_code', client_id: 'app', scope: 'read' })
    await page.goto(`${world.server.address}/sign-in`)
    const opened = page.waitForEvent('popup')
    await page.evaluate((url) => void window.open(url), run.opens ?? '')
    const popup = await opened
    const closed = popup.waitForEvent('close')
    await popup.getByTestId('allow').click({ noWaitAfter: true })
    await closed
    expect(await world.call('playground.run', { id: run.id })).toMatchObject({ status: 'returned' })
  })
})
