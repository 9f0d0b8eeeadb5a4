import { afterEach, describe, expect, it } from 'vitest'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})

const open = async () =>
  (panel = await openPanel({
    path: '/limits',
    profile: {
      settings: { limits: { clients_per_user: 2 } },
      users: [{ username: 'alice' }],
      clients: ['one', 'two'].map((client_id) => ({
        client_id,
        client_secret: `secret of ${client_id}`,
        owner: 'alice'
      }))
    }
  }))
const limits = async () => (await panel.server.store.settings.get()).limits

async function type(testId: string, value: string): Promise<void> {
  const input = (await panel.find(testId)) as HTMLInputElement
  input.value = value
  input.dispatchEvent(new Event('input', { bubbles: true }))
}

describe('Limits', () => {
  it('shows the highest use of a limit, whose it is, and that it is full', async () => {
    await open()
    const use = await panel.find('use-clients_per_user')
    await panel.until(() => expect(use.textContent).toContain('2 of 2'))
    expect(use.textContent).toMatch(/alice\s*full/)
    expect(use.querySelector('[role="meter"]')?.getAttribute('aria-valuenow')).toBe('2')
  })

  it('saves what was changed with the save bar, and an emptied field as no limit', async () => {
    await open()
    await type('limit-clients_per_user', '')
    await type('limit-tokens_per_client', '1000')
    await type('lifetime-access_token', '5')
    ;(await panel.find('save')).click()
    await panel.until(async () =>
      expect(await limits()).toMatchObject({ clients_per_user: null, tokens_per_client: 1000 })
    )
    expect((await panel.server.store.settings.get()).lifetimes.access_token).toBe(300)
  })

  it('asks before it is left with unsaved changes', async () => {
    await open()
    await type('limit-tokens_per_client', '1000')
    void panel.router.push('/keys')
    ;(await panel.find('stay-on-page')).click()
    expect(panel.router.currentRoute.value.path).toBe('/limits')
    expect(((await panel.find('limit-tokens_per_client')) as HTMLInputElement).value).toBe('1000')
  })

  it('says at the field what is accepted', async () => {
    await open()
    await type('limit-sign_in_attempts', '21')
    ;(await panel.find('save')).click()
    await panel.until(() => expect(document.body.textContent).toMatch(/20/))
    await panel.until(async () =>
      expect((await panel.find('limit-sign_in_attempts')).getAttribute('aria-invalid')).toBe('true')
    )
    expect((await limits()).sign_in_attempts).toBe(10)
  })
})
