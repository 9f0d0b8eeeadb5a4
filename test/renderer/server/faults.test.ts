import { afterEach, describe, expect, it } from 'vitest'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { settle } from '../kit'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})
const click = async (testId: string) => (await panel.find(testId)).click()
const isThere = (testId: string) => document.querySelector(`[data-testid="${testId}"]`) !== null

/** Asks for a token that the client does not get, or does. */
const token = () =>
  fetch(`${panel.server.address}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'shop',
      client_secret: 'a-long-secret'
    })
  })
const SHOP = {
  client_id: 'shop',
  client_secret: 'a-long-secret',
  token_endpoint_auth_method: 'client_secret_post' as const,
  grant_types: ['client_credentials' as const]
}

async function armInDialog(): Promise<void> {
  await click('fault-new')
  await panel.find('fault-kind')
  document.querySelector('#fault-form')!.dispatchEvent(new Event('submit'))
  await panel.find('fault-http_500')
}

describe('Faults on the page of the server', () => {
  it('are armed in a dialog, and a banner says so until they are used up', async () => {
    panel = await openPanel({ path: '/server', profile: { clients: [SHOP] } })
    await panel.find('faults-card')
    expect(isThere('faults-banner')).toBe(false)
    await armInDialog()
    expect((await panel.find('fault-http_500')).textContent).toContain('1 use left')
    expect((await panel.find('faults-banner')).textContent).toContain('1 fault is active')
    expect((await token()).status).toBe(500)
    await panel.until(() =>
      expect([isThere('faults-banner'), isThere('fault-http_500')]).toEqual([false, false])
    )
    expect((await token()).status).toBe(200)
  })

  it('are switched off one by one, and armed again as they were when that is taken back', async () => {
    panel = await openPanel({ path: '/server', profile: { clients: [SHOP] } })
    await armInDialog()
    await click('fault-off-http_500')
    await panel.until(() => expect(isThere('fault-http_500')).toBe(false))
    expect((await token()).status).toBe(200)
    await click('toast-action')
    expect((await panel.find('fault-http_500')).textContent).toContain('1 use left')
    expect((await token()).status).toBe(500)
  })

  it('are armed again by a browser whose clock is days behind the server', async () => {
    panel = await openPanel({ path: '/server', profile: { clients: [SHOP] } })
    panel.server.clock.advance({ seconds: 10 * 86_400 })
    await armInDialog()
    await click('fault-off-http_500')
    await panel.until(() => expect(isThere('fault-http_500')).toBe(false))
    await click('toast-action')
    await panel.find('fault-http_500')
  })

  it('say beside the field what is accepted', async () => {
    panel = await openPanel({ path: '/server' })
    await click('fault-new')
    const lasts = (await panel.find('fault-lasts')) as HTMLInputElement
    lasts.value = '0'
    lasts.dispatchEvent(new Event('input', { bubbles: true }))
    await settle()
    document.querySelector('#fault-form')!.dispatchEvent(new Event('submit'))
    await panel.until(() => expect(lasts.getAttribute('aria-invalid')).toBe('true'))
    expect(isThere('fault-http_500')).toBe(false)
  })
})

describe('The banner of armed faults', () => {
  it('stands on every page, leads to them, and switches all of them off', async () => {
    panel = await openPanel({ path: '/clients', profile: { clients: [SHOP] } })
    const call = directCall(panel.server, contextOf({ kind: 'local' }))
    for (const kind of ['http_500', 'wrong_iss']) await call('faults.arm', { kind, uses: 'until_off' })
    const banner = await panel.find('faults-banner')
    await panel.until(() => expect(banner.textContent).toContain('2 faults are active'))
    expect(banner.textContent).toContain('HTTP 500 · Wrong issuer')
    await click('faults-show')
    await panel.find('fault-wrong_iss')
    await click('faults-off')
    await panel.until(() => expect(isThere('faults-banner')).toBe(false))
    expect((await token()).status).toBe(200)
  })
})
