import { afterEach, describe, expect, it } from 'vitest'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})

const PROFILE = {
  clients: [
    {
      client_id: 'shop',
      client_secret: 'a-very-secret-secret',
      token_endpoint_auth_method: 'client_secret_post' as const,
      grant_types: ['client_credentials' as const]
    }
  ]
}
const open = async (path = '/traffic') => (panel = await openPanel({ path, profile: PROFILE }))
const element = (testId: string) => document.querySelector<HTMLElement>(`[data-testid="${testId}"]`)
const text = (testId: string) => element(testId)?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
const rows = () => [...document.querySelectorAll<HTMLElement>('[data-testid="exchange-row"]')]
const ask = (over: Record<string, string> = {}) =>
  fetch(`${panel.server.address}/oauth2/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'shop',
      client_secret: 'a-very-secret-secret',
      ...over
    }).toString()
  })
const openMenu = async () =>
  (await panel.find('exchange-menu')).dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })
  )
const shown = (count: number) => panel.until(() => expect(rows()).toHaveLength(count))

describe('The traffic page', () => {
  it('waits for requests, and shows each the moment it comes', async () => {
    await open()
    await panel.until(() =>
      expect(text('traffic-empty')).toContain(`Waiting for requests on ${panel.server.address}`)
    )
    await ask()
    await shown(1)
    expect(rows()[0]!.textContent).toContain('/oauth2/token')
    expect(rows()[0]!.textContent).toContain('shop')
  })

  it('tells which rule refused a request, and mends it with one click that can be taken back', async () => {
    await open()
    await ask({ grant_type: 'password' })
    await shown(1)
    rows()[0]!.click()
    await panel.until(() => expect(text('story-verdict')).toContain('The client may use this grant'))
    expect(text('difference')).toBe('Expectedclient_credentialsReceivedpassword')
    ;(await panel.find('repair')).click()
    const grants = async () => (await panel.server.store.clients.get('shop'))?.grant_types
    await panel.until(async () => expect(await grants()).toEqual(['client_credentials', 'password']))
    const undo = [...(await panel.find('toast')).querySelectorAll('button')].find((one) =>
      one.textContent?.includes('Undo')
    )
    undo!.click()
    await panel.until(async () => expect(await grants()).toEqual(['client_credentials']))
  })

  it('shows secrets only when it is asked to', async () => {
    await open()
    await ask()
    await shown(1)
    rows()[0]!.click()
    ;(await panel.find('tab-request')).click()
    await panel.until(() => expect(text('exchange-detail')).toContain('client_secret'))
    expect(text('exchange-detail')).not.toContain('a-very-secret-secret')
    ;(await panel.find('reveal')).click()
    await panel.until(() => expect(text('exchange-detail')).toContain('a-very-secret-secret'))
    expect(element('reveal')).toBeNull()
  })

  it('sends a GET again, and looks at how it ended this time', async () => {
    await open()
    await fetch(`${panel.server.address}/oauth2/jwks.json`)
    await shown(1)
    rows()[0]!.click()
    await openMenu()
    ;(await panel.find('action-replay')).click()
    await shown(2)
    await panel.until(() => expect(text('toast')).toContain('Sent again'))
    expect(rows()[1]!.getAttribute('aria-selected')).toBe('true')
  })

  it('offers for a POST the playground, with flow, client and scope, instead of sending it again', async () => {
    await open()
    await ask({ scope: 'orders' })
    await shown(1)
    rows()[0]!.click()
    await openMenu()
    await panel.find('action-playground')
    expect(element('action-replay')).toBeNull()
    // The page itself needs not be opened.
    const led = new Promise((resolve) =>
      panel.router.beforeEach(({ path, query }) => {
        resolve({ path, query })
        return false
      })
    )
    element('action-playground')!.click()
    expect(await led).toEqual({
      path: '/playground',
      query: { flow: 'oauth2_client_credentials', client: 'shop', scope: 'orders' }
    })
  })

  it('keeps a note beside a request, and marks its row', async () => {
    await open()
    await ask()
    await shown(1)
    rows()[0]!.click()
    await openMenu()
    ;(await panel.find('action-note')).click()
    const field = (await panel.find('note-text')) as HTMLTextAreaElement
    field.value = 'the one that QA reported'
    field.dispatchEvent(new Event('input'))
    field.closest('form')!.requestSubmit()
    await panel.until(() => expect(text('note')).toContain('the one that QA reported'))
    await panel.until(() => expect(rows()[0]!.querySelector('[aria-label*="QA reported"]')).not.toBeNull())
  })

  it('shows the columns that were chosen, and remembers the choice', async () => {
    await open()
    await ask()
    await shown(1)
    const heads = () =>
      [...document.querySelectorAll('[role="columnheader"]')].map((one) => one.textContent?.trim())
    expect(heads()).toEqual(['Time', 'Request', 'Client', 'User', 'Grant', 'Result', 'Took'])
    ;(await panel.find('traffic-columns')).dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })
    )
    ;(await panel.find('column-user')).click()
    ;(await panel.find('column-took')).click()
    await panel.until(() => expect(heads()).toEqual(['Time', 'Request', 'Client', 'Grant', 'Result']))
    expect(rows()[0]!.querySelectorAll('[role="gridcell"]')).toHaveLength(5)
    expect(localStorage.getItem('friendly-oauth2.traffic-columns')).toBe('["user","took"]')
  })

  it('filters by what stands in the address, with a chip for each term', async () => {
    await open('/traffic?filter=status:4xx')
    await ask()
    await ask({ client_secret: 'wrong' })
    await shown(1)
    expect(rows()[0]!.textContent).toContain('invalid_client')
    document.querySelector<HTMLButtonElement>('[aria-label="Remove status:4xx"]')!.click()
    await shown(2)
    expect(panel.router.currentRoute.value.query.filter).toBeUndefined()
  })

  it('holds still while it is paused, and counts what waits', async () => {
    await open()
    await ask()
    await shown(1)
    ;(await panel.find('pause')).click()
    await ask()
    await panel.until(() => expect(text('pause')).toBe('Resume · 1 waiting'))
    expect(rows()).toHaveLength(1)
    ;(await panel.find('pause')).click()
    await shown(2)
  })

  it('is cleared with L, and offers the way back', async () => {
    await open()
    await ask()
    await shown(1)
    panel.press('l')
    await shown(0)
    await panel.until(() => expect(document.body.textContent).toContain('Undo'))
  })

  it('tells in the audit trail who looked at secrets', async () => {
    await open()
    await ask()
    await shown(1)
    rows()[0]!.click()
    ;(await panel.find('reveal')).click()
    await panel.until(() => expect(element('reveal')).toBeNull())
    ;(await panel.find('tab-audit')).click()
    await panel.until(() => expect(text('audit-row')).toContain('Secrets of a request shown'))
    expect(text('audit-row')).toContain('the person at this machine')
  })
})
