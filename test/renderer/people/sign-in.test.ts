import { afterEach, describe, expect, it } from 'vitest'
import { usePlaygroundCollectionsStore } from '../../../src-renderer/stores/playground/collections/playground-collections'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})
const open = async (path = '/') => (panel = await openPanel({ through: 'http', path }))
const text = (testId: string) => document.querySelector(`[data-testid="${testId}"]`)?.textContent?.trim()

async function signIn(username: string, password: string): Promise<void> {
  for (const [testId, value] of Object.entries({ username, password })) {
    const input = (await panel.find(testId)) as HTMLInputElement
    input.value = value
    input.dispatchEvent(new Event('input'))
  }
  document.querySelector('form')!.requestSubmit()
}

describe('Signing in to the panel in a browser', () => {
  it('stands before every page, and leads to the page one came for', async () => {
    await open('/clients')
    await panel.find('sign-in')
    expect(panel.router.currentRoute.value.query.to).toBe('/clients')
    expect(document.querySelector('nav')).toBeNull()
    await signIn('admin@example.com', 'password1')
    await panel.find('nav-clients')
    expect(panel.router.currentRoute.value.path).toBe('/clients')
  })

  it('names the default administrator while the documented password stands, and fills it in', async () => {
    await open()
    expect((await panel.find('default-administrator')).textContent).toContain('password1')
    ;(await panel.find('fill-in')).click()
    await panel.until(() =>
      expect((document.querySelector('[data-testid="password"]') as HTMLInputElement).value).toBe('password1')
    )
    document.querySelector('form')!.requestSubmit()
    await panel.find('nav-dashboard')
  })

  it('says that name or password is wrong, and not which of the two', async () => {
    await open()
    await signIn('admin@example.com', 'nonsense')
    await panel.until(() => expect(text('sign-in-problem')).toBe('User name or password is wrong.'))
    const password = (await panel.find('password')) as HTMLInputElement
    expect([password.value, document.activeElement]).toEqual(['', password])
    await signIn('nobody@example.com', 'nonsense')
    await panel.until(() => expect(text('sign-in-problem')).toBe('User name or password is wrong.'))
  })

  it('asks for what is missing without asking the server', async () => {
    await open()
    await panel.find('sign-in')
    document.querySelector('form')!.requestSubmit()
    await panel.until(() => expect(document.body.textContent).toContain('Enter your user name or e-mail'))
    expect(document.body.textContent).toContain('Enter your password')
  })

  it('comes back when the session ends, and nothing of the saved requests is left for the next', async () => {
    await open()
    await signIn('admin@example.com', 'password1')
    const menu = await panel.find('user-menu')
    const collections = usePlaygroundCollectionsStore()
    await collections.load()
    const [one] = collections.listed
    await collections.open(one!.id)
    menu.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    ;(await panel.find('sign-out')).click()
    await panel.find('sign-in')
    expect(panel.router.currentRoute.value.path).toBe('/sign-in')
    expect([collections.listed, collections.opened]).toEqual([[], {}])
  })
})
