import { afterEach, describe, expect, it } from 'vitest'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})

const PROFILE = {
  settings: { accounts: { forgot_password: true } },
  users: [{ username: 'alice', email: 'alice@example.com', password: 'wonderland', roles: ['user'] }]
}
const VISITOR = { browserId: 'browser', ip: '127.0.0.1', userAgent: 'a test' }
const open = async (actor?: Parameters<typeof openPanel>[0] & object) =>
  (panel = await openPanel({ path: '/mail', profile: PROFILE, ...actor }))
const messages = () => [...document.querySelectorAll('[data-testid="message"]')]

describe('Mail', () => {
  it('says where codes will appear while nobody was written to', async () => {
    await open()
    await panel.until(() => expect(document.body.textContent).toContain('No messages'))
  })

  it('shows the code of a message as soon as it was written, without SMTP', async () => {
    await open()
    await panel.find('outbox')
    await panel.server.accounts.forgottenPasswords.begin('alice@example.com', VISITOR)
    await panel.until(() => expect(messages()).toHaveLength(1))
    expect(messages()[0]?.textContent).toContain('alice@example.com')
    expect((await panel.find('message-code')).textContent).toMatch(/\d{6}/)
  })

  it('forgets every message when it is asked to, and brings them back with Undo', async () => {
    await open()
    await panel.server.accounts.forgottenPasswords.begin('alice@example.com', VISITOR)
    ;(await panel.find('outbox-clear')).click()
    await panel.until(() => expect(messages()).toHaveLength(0))
    ;(await panel.find('toast-action')).click()
    await panel.until(() => expect(messages()).toHaveLength(1))
  })

  it('finds a message by whom it was written to', async () => {
    await open()
    await panel.server.accounts.forgottenPasswords.begin('alice@example.com', VISITOR)
    await type('outbox-search', 'bob')
    await panel.until(() => expect(messages()).toHaveLength(0))
    await type('outbox-search', 'ALICE')
    await panel.until(() => expect(messages()).toHaveLength(1))
  })

  it('tries settings that are not saved, and says what the network answered', async () => {
    await open()
    ;(await panel.find('smtp-on')).click()
    await type('smtp-host', '127.0.0.1')
    await type('smtp-port', '1')
    await type('test-mail-to', 'alice@example.com')
    await panel.until(async () =>
      expect(((await panel.find('test-mail-send')) as HTMLButtonElement).disabled).toBe(false)
    )
    ;(await panel.find('test-mail-send')).closest('form')!.dispatchEvent(new Event('submit'))
    expect((await panel.find('test-mail-verdict')).textContent).toMatch(/ECONNREFUSED|refused/i)
    expect((await panel.server.store.settings.get()).mail.host).toBeNull()
  })

  it('keeps a password that is set hidden, and as it is when something else is saved', async () => {
    const mail = { host: 'smtp.example.com', user: 'postman', password: 'rings twice' }
    await open({ profile: { ...PROFILE, settings: { mail } } })
    expect(((await panel.find('smtp-password')) as HTMLInputElement).value).toBe('••••••••')
    await type('code-length', '8')
    ;(await panel.find('save')).click()
    await panel.until(async () =>
      expect((await panel.server.store.settings.get()).mail).toMatchObject({ ...mail, code_length: 8 })
    )
  })
})

async function type(testId: string, text: string): Promise<void> {
  const input = (await panel.find(testId)) as HTMLInputElement
  input.value = text
  input.dispatchEvent(new Event('input', { bubbles: true }))
}
