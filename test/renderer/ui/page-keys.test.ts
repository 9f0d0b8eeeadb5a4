import { afterEach, describe, expect, it } from 'vitest'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})
const open = async (...given: Parameters<typeof openPanel>) => (panel = await openPanel(...given))

describe('The keys of a page', () => {
  it('opens the settings, and puts whoever looks for something into the search field of the page', async () => {
    await open({ profile: { clients: [{ client_id: 'shop', client_secret: 'a secret of the shop' }] } })
    await panel.find('nav-clients')
    panel.press(',', { ctrlKey: true, code: 'Comma' })
    await panel.until(() => expect(panel.router.currentRoute.value.path).toBe('/preferences'))
    panel.press('f')
    await panel.find('palette-input')
    panel.press('Escape', { code: 'Escape' })
    await panel.until(() => expect(document.querySelector('[role="dialog"]')).toBeNull())
    panel.press('5')
    const field = await panel.find('client-search')
    panel.press('f')
    expect(document.activeElement).toBe(field)
  })

  it('makes something new where the page does, and not while somebody types', async () => {
    await open({ path: '/users' })
    const field = await panel.find('user-search')
    field.focus()
    panel.press('n')
    expect(panel.router.currentRoute.value.query).toEqual({})
    field.blur()
    panel.press('n')
    await panel.until(() => expect(panel.router.currentRoute.value.query).toEqual({ new: '1' }))
  })

  it('saves the changes of a page, from a field with Ctrl', async () => {
    await open({ path: '/limits' })
    const field = (await panel.find('limit-tokens_per_client')) as HTMLInputElement
    const limit = async () => (await panel.server.store.settings.get()).limits.tokens_per_client
    const type = async (value: string) => {
      field.focus()
      field.value = value
      field.dispatchEvent(new Event('input', { bubbles: true }))
      await panel.find('save-bar')
    }
    await type('7')
    panel.press('s', { ctrlKey: true })
    await panel.until(async () => expect(await limit()).toBe(7))
    await panel.until(() => expect(document.querySelector('[data-testid="save-bar"]')).toBeNull())
    await type('8')
    field.blur()
    panel.press('s')
    await panel.until(async () => expect(await limit()).toBe(8))
  })
})
