import { afterEach, describe, expect, it } from 'vitest'
import { FLOW_NAMES } from '../../../src-main/model'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})
const open = async (...given: Parameters<typeof openPanel>) => (panel = await openPanel(...given))
const element = (testId: string) => document.querySelector<HTMLElement>(`[data-testid="${testId}"]`)
const text = (testId: string) => element(testId)?.textContent?.replace(/\s+/g, ' ').trim()
const askForToken = () =>
  fetch(`${panel.server.address}/oauth2/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials&client_id=nobody&client_secret=wrong'
  })

async function type(testId: string, value: string): Promise<void> {
  const input = (await panel.find(testId)) as HTMLInputElement
  input.value = value
  input.dispatchEvent(new Event('input'))
}

describe('The dashboard', () => {
  it('shows a fresh server: its figures, its endpoints, and what to do first', async () => {
    await open()
    await panel.until(() => expect(text('figure-failures')).toContain('no failures'))
    await panel.until(() =>
      expect(text('figure-authorizations')).toBe('Authorizations today00 requests since the start')
    )
    expect(text('failed-today')).toContain('Nothing was refused')
    await panel.until(() => expect(text('endpoint-token_endpoint')).toContain('/oauth2/token'))
    expect(text('attention-nothing_asked_yet')).toContain('Open the playground')
    expect(text('traffic')).toContain('Nothing has asked for a token yet.')
    expect(text('traffic')).toContain(`curl ${panel.server.address}/oauth2/token`)
  })

  it('shows a request the moment it comes in, with the error and its cause', async () => {
    await open()
    await panel.until(() => expect(text('traffic')).toContain('Nothing has asked'))
    const answer = await askForToken()
    expect(answer.status).toBe(401)
    const row = await panel.find('exchange')
    expect(row.textContent).toContain('POST /oauth2/token')
    expect(row.textContent).toContain('401 invalid_client')
    expect(row.textContent).toContain('nobody')
    await panel.until(() => expect(text('figure-failures')).toContain('1 kind, mostly invalid_client'))
    await panel.until(() => expect(text('failure')).toContain('Create a client'))
    expect(element('attention-nothing_asked_yet')).toBeNull()
  })

  it('draws the last hours, or the authorizations of each of the last days, with a table beside', async () => {
    await open({
      profile: {
        clients: [
          { client_id: 'job', client_secret: 'a-very-secret-secret', grant_types: ['client_credentials'] }
        ]
      }
    })
    await panel.until(() => expect(document.querySelectorAll('[data-testid="chart-bar"]')).toHaveLength(36))
    const answer = await fetch(`${panel.server.address}/oauth2/token`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Authorization: `Basic ${btoa('job:a-very-secret-secret')}`
      },
      body: 'grant_type=client_credentials'
    })
    expect(answer.status).toBe(200)
    const rows = () => [...document.querySelectorAll('[data-testid="chart-table"] tbody tr')]
    for (const days of [7, 30]) {
      ;(await panel.find(`chart-${days}`)).click()
      await panel.until(() => expect(rows()).toHaveLength(days))
      await panel.until(() => expect(rows().at(-1)!.querySelector('td')!.textContent).toBe('1'))
      expect(text('activity')).toContain(`Authorizations in the last ${days} days`)
      expect(element(`chart-${days}`)!.getAttribute('aria-pressed')).toBe('true')
    }
    ;(await panel.find('chart-hours')).click()
    await panel.until(() => expect(rows()).toHaveLength(36))
  })

  it('holds its rows while it does not follow, and counts what waits', async () => {
    await open()
    await panel.until(() => expect(text('traffic')).toContain('Nothing has asked'))
    await askForToken()
    ;(await panel.find('following')).click()
    await panel.until(() => expect(text('following')).toBe('paused'))
    await askForToken()
    await panel.until(() => expect(text('traffic')).toContain('1 new'))
    expect(document.querySelectorAll('[data-testid="exchange"]')).toHaveLength(1)
    ;(await panel.find('following')).click()
    await panel.until(() => expect(document.querySelectorAll('[data-testid="exchange"]')).toHaveLength(2))
  })

  it('mends the default password on the spot', async () => {
    await open()
    ;(await panel.find('repair-password')).click()
    await type('new-password', 'short')
    await type('new-password-again', 'different')
    ;(await panel.find('save-password')).closest('[role="dialog"]')!.querySelector('form')!.requestSubmit()
    await panel.until(() => {
      expect(text('password-dialog')).toContain('At least 8 characters')
      expect(text('password-dialog')).toContain('The two passwords differ')
    })
    expect(await panel.server.accounts.defaultPasswordStands()).toBe(true)
    await type('new-password', 'correct horse')
    await type('new-password-again', 'correct horse')
    document.querySelector<HTMLFormElement>('#password-form')!.requestSubmit()
    await panel.until(() => expect(element('attention-default_password')).toBeNull())
    expect(await panel.server.accounts.defaultPasswordStands()).toBe(false)
    expect(text('toast')).toContain('The password of admin@example.com was changed')
  })

  it('lets an issuer that differs follow the address again', async () => {
    await open({ profile: { settings: { issuer: 'https://login.example.com' } } })
    const item = await panel.find('attention-issuer_differs')
    expect(item.textContent).toContain('https://login.example.com')
    item.querySelector('button')!.click()
    await panel.until(() => expect(element('attention-issuer_differs')).toBeNull())
    expect((await panel.server.store.settings.get()).issuer).toBeNull()
  })

  it('leads to the flows when none is on', async () => {
    const flows = Object.fromEntries(FLOW_NAMES.map((name) => [name, false]))
    await open({ profile: { settings: { flows } } })
    const item = await panel.find('attention-no_flow_on')
    expect(item.textContent).toContain('unsupported_grant_type')
    item.querySelector('button')!.click()
    await panel.until(() => expect(panel.router.currentRoute.value.path).toBe('/flows'))
  })
})
