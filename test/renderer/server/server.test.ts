import { afterEach, describe, expect, it } from 'vitest'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})
const open = async (options: Parameters<typeof openPanel>[0] = {}) =>
  (panel = await openPanel({ path: '/server', ...options }))
const click = async (testId: string) => (await panel.find(testId)).click()
const textOf = async (testId: string) => (await panel.find(testId)).textContent
const settings = () => panel.server.store.settings.get()

async function type(testId: string, text: string): Promise<void> {
  const input = (await panel.find(testId)) as HTMLInputElement
  input.value = text
  input.dispatchEvent(new Event('input', { bubbles: true }))
}

describe('HTTPS on the Server page', () => {
  it('is switched on, acts after a restart from there, and names the certificate', async () => {
    await open()
    await click('https-enabled')
    await type('https-names', 'auth.test')
    await click('save')
    await panel.until(async () =>
      expect((await settings()).https).toMatchObject({ enabled: true, names: ['auth.test'] })
    )
    await click('restart')
    await panel.until(async () => expect(await textOf('certificate')).toContain('auth.test'))
    expect(panel.server.state().issuer).toMatch(/^https:/)
  })

  it('says what is wrong with a name', async () => {
    await open({ profile: { https: true } })
    await type('https-names', 'auth.test\nno host')
    await click('save')
    await panel.until(async () =>
      expect((await panel.find('https-names')).getAttribute('aria-invalid')).toBe('true')
    )
    expect((await settings()).https.names).toEqual([])
  })

  it('tells how to trust the authority on a system, and how to undo it', async () => {
    await open({ profile: { https: true } })
    await click('open-trust')
    expect(await textOf('trust-command')).toContain('friendly-oauth2-ca')
    expect(await textOf('trust-undo')).not.toBe(await textOf('trust-command'))
    expect(await textOf('authority-fingerprint')).toMatch(/([0-9A-F]{2}:){31}[0-9A-F]{2}/)
  })

  it('offers no authority over plain HTTP', async () => {
    await open()
    await panel.find('https-enabled')
    expect(document.querySelector('[data-testid="open-trust"]')).toBeNull()
  })
})

describe('the check of the set-up', () => {
  it('is made when somebody asks for it, and mends what it can', async () => {
    await open()
    await panel.find('examine')
    expect(document.querySelector('[data-testid="findings"]')).toBeNull()
    await panel.server.change({ issuer: `https://localhost:${panel.server.port}` })
    await click('examine')
    expect(await textOf('finding-issuer_scheme')).toContain('https://localhost')
    await click('repair-follow_address')
    await panel.find('finding-issuer_is_address')
    expect((await settings()).issuer).toBeNull()
  })

  it('is read by moderators, who mend nothing', async () => {
    await open({
      actor: { kind: 'user', user: { username: 'mo', roles: ['moderator'] } as never },
      capabilities: [],
      profile: { settings: { issuer: 'https://localhost:1' } }
    })
    await click('examine')
    await panel.find('findings')
    expect(document.querySelector('[data-testid^="repair-"]')).toBeNull()
  })
})
