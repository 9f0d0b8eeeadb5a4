import { afterEach, expect, it } from 'vitest'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})

it('About shows the licence of the product and of the packages in it', async () => {
  panel = await openPanel({ path: '/about' })
  ;(await panel.find('show-license')).click()
  expect((await panel.find('license')).textContent).toMatch(/MIT License/i)
  const packages = () =>
    [...document.querySelectorAll('[data-testid="package-row"]')].map((row) => row.textContent ?? '')
  await panel.until(() => expect(packages().some((text) => /^express.*MIT/.test(text))).toBe(true))
  expect(packages().some((text) => /^@vue\/runtime-core/.test(text))).toBe(true)
})
