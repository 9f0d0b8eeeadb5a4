import { afterEach, describe, expect, it } from 'vitest'
import { readIcon } from '../../../src-renderer/features/sign-in-pages/read-icon'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})
const open = async (path: string, options: Parameters<typeof openPanel>[0] = {}) =>
  (panel = await openPanel({ path, ...options }))
const click = async (testId: string) => (await panel.find(testId)).click()
const settings = () => panel.server.store.settings.get()

async function type(testId: string, text: string): Promise<void> {
  const input = (await panel.find(testId)) as HTMLInputElement
  input.value = text
  input.dispatchEvent(new Event('input', { bubbles: true }))
}

describe('Keys', () => {
  const kids = async () => (await panel.server.protocol.signingKeys.list()).map(({ kid }) => kid)

  it('shows the keys and what is published of them', async () => {
    await open('/keys')
    // The first key is made in the background of the start.
    await panel.until(async () => expect(await kids()).not.toEqual([]))
    const [kid] = await kids()
    await panel.until(async () => expect((await panel.find('key-row')).textContent).toContain(kid))
    expect((await panel.find('jwks')).textContent).toContain(kid)
  })

  it('renews all of them only after the word was typed', async () => {
    await open('/keys')
    const before = await kids()
    await click('key-renew')
    const confirm = (await panel.find('confirm')) as HTMLButtonElement
    expect(confirm.disabled).toBe(true)
    await type('confirm-word', 'renew')
    await panel.until(() => expect(confirm.disabled).toBe(false))
    confirm.click()
    await panel.until(async () => expect((await kids()).filter((kid) => before.includes(kid))).toEqual([]))
  })

  it('says what is wrong with a key that is brought in', async () => {
    await open('/keys')
    await click('key-import')
    await type('key-text', 'no key at all')
    ;(await panel.find('key-submit'))
      .closest('[role=dialog]')!
      .querySelector('form')!
      .dispatchEvent(new Event('submit'))
    await panel.until(async () =>
      expect((await panel.find('key-text')).getAttribute('aria-invalid')).toBe('true')
    )
  })
})

describe('Server', () => {
  it('gives the issuer a name of its own, and says that it differs from the address', async () => {
    await open('/server', { profile: { settings: { issuer: 'https://sign-in.example.com' } } })
    await panel.find('issuer-differs')
    await type('issuer', 'https://other.example.com')
    await click('save')
    await panel.until(async () => expect((await settings()).issuer).toBe('https://other.example.com'))
  })

  it('tells what runs', async () => {
    await open('/server')
    expect((await panel.find('server-facts')).textContent).toContain(process.version)
  })
})

describe('Sign-in pages', () => {
  it('show the page with what is not saved yet', async () => {
    await open('/sign-in-pages')
    await type('server-name', 'Honey Bank')
    await panel.until(async () =>
      expect((await panel.find('page-preview')).textContent).toContain('Honey Bank')
    )
    expect((await settings()).branding.server_name).toBe('Friendly OAuth2 Server')
    await click('account-deletion')
    await click('save')
    await panel.until(async () => {
      expect((await settings()).branding.server_name).toBe('Honey Bank')
      expect((await settings()).accounts.deletion).toBe(true)
    })
  })
})

describe('The search over settings', () => {
  it('leaves what it finds, and names the other pages', async () => {
    await open('/flows')
    await type('settings-search', 'issuer')
    expect((await panel.find('found-elsewhere')).textContent).toContain('Server')
    await type('settings-search', 'PKCE')
    await panel.find('setting-pkce.required')
    await panel.until(() => expect(document.querySelector('[data-testid="flow-device"]')).toBeNull())
  })
})

describe('The file of an icon', () => {
  const png = (edge: number) => {
    const bytes = new Uint8Array(24)
    bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    new DataView(bytes.buffer).setUint32(16, edge)
    new DataView(bytes.buffer).setUint32(20, edge)
    return bytes
  }

  it('is taken for what it is, not for what it is called', () => {
    expect(readIcon('icon_png_180', png(180))).toMatchObject({
      uri: expect.stringMatching(/^data:image\/png;base64,iVBORw0KGgo/)
    })
    expect(readIcon('icon_png_180', png(192))).toEqual({ problem: 'edge', found: '192 × 192' })
    expect(readIcon('icon_ico', png(32))).toEqual({ problem: 'type' })
    expect(readIcon('icon_svg', new TextEncoder().encode('<svg xmlns=""/>'))).toHaveProperty('uri')
    expect(readIcon('icon_svg', new Uint8Array(70_000))).toEqual({ problem: 'large', found: '69 KiB' })
  })
})
