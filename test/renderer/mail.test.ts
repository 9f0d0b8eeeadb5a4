import { afterEach, describe, expect, it } from 'vitest'
import { openPanel, type OpenedPanel } from './open-panel'

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

  it('forgets every message when it is asked to', async () => {
    await open()
    await panel.server.accounts.forgottenPasswords.begin('alice@example.com', VISITOR)
    ;(await panel.find('outbox-clear')).click()
    await panel.until(() => expect(messages()).toHaveLength(0))
  })

  it('says what stands in the way of a test message', async () => {
    await open()
    const input = (await panel.find('test-mail-to')) as HTMLInputElement
    input.value = 'alice@example.com'
    input.dispatchEvent(new Event('input'))
    await panel.until(async () =>
      expect(((await panel.find('test-mail-send')) as HTMLButtonElement).disabled).toBe(false)
    )
    ;(await panel.find('test-mail-send')).closest('form')!.dispatchEvent(new Event('submit'))
    expect((await panel.find('test-mail-verdict')).textContent).toMatch(/SMTP/)
  })
})
