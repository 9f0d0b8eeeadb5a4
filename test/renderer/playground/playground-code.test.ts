import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ClientInput } from '../../../src-main/model'
import { openPanel, type OpenedPanel } from '../open-panel'

const SECRET = "it's the secret of billing"
const BILLING: ClientInput = {
  client_id: 'billing',
  client_secret: SECRET,
  client_name: 'Billing job',
  grant_types: ['client_credentials']
}

let panel: OpenedPanel
beforeEach(() => localStorage.clear())
afterEach(async () => {
  await panel?.close()
})
const all = (testId: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)]
const text = (testId: string) => all(testId)[0]?.textContent?.replace(/\s+/g, ' ').trim()
const click = async (testId: string) => (await panel.find(testId)).click()

async function openCode(): Promise<void> {
  panel = await openPanel({
    path: '/playground?client=billing&flow=oauth2_client_credentials',
    profile: { clients: [BILLING] }
  })
  await panel.find('playground-send')
  const tab = [...document.querySelectorAll<HTMLElement>('[role="tab"]')].find(
    ({ textContent }) => textContent?.trim() === 'Code'
  )
  tab?.focus()
  tab?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 }))
  tab?.click()
}

// Whole pages are loaded here, and machines are shared.
describe('The code of a request', { timeout: 60_000 }, () => {
  it('is a curl that sets its secret as a variable first, and holds it where that is not wanted', async () => {
    await openCode()
    await panel.until(() => expect(text('code')).toContain(`"billing:\${CLIENT_SECRET}"`))
    expect(text('code')).toMatch(/^export CLIENT_SECRET='/)
    await click('code-variables')
    await panel.until(() => expect(text('code')).not.toContain('CLIENT_SECRET'))
    expect(text('code')).toContain('Authorization: Basic ')
  })

  it('is the whole flow when that is asked for, and of something sent comes with its answer', async () => {
    await openCode()
    await panel.until(() => expect(all('playground-send')[0]?.hasAttribute('disabled')).toBe(false))
    await click('playground-send')
    await click('code-with-answer')
    await panel.until(() => expect(text('code-answer')).toContain('HTTP/1.1 200 OK'))
  })

  it('can be pasted as a curl, which becomes the draft; what is wrong with it stands at the field', async () => {
    await openCode()
    await click('paste-curl')
    const field = (await panel.find('paste-curl-command')) as HTMLTextAreaElement
    const type = (command: string) => {
      field.value = command
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
    type('wget https://a.example/token')
    await click('paste-curl-take')
    await panel.until(() => expect(document.body.textContent).toContain('it begins with curl'))
    type("curl https://a.example/token -u 'billing:other' -d grant_type=client_credentials -d scope=read")
    await click('paste-curl-take')
    await panel.until(() => expect(all('paste-curl-dialog')).toHaveLength(0))
    await panel.until(() => expect(text('code')).toContain("export CLIENT_SECRET='other'"))
  })
})
