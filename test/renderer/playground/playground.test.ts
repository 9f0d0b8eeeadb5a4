import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COLLECTION_FORMAT } from '../../../src-main/contract'
import { basicHalves, bodyLines, requestLines } from '../../../src-renderer/features/playground/request-lines'
import { shapeOfToken } from '../../../src-renderer/ui/tokens/token-shape'
import type { ClientInput } from '../../../src-main/model'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})
const open = async (path: string, ...clients: ClientInput[]) =>
  (panel = await openPanel({ path, profile: { clients } }))
const all = (testId: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)]
const text = (testId: string) => all(testId)[0]?.textContent?.replace(/\s+/g, ' ').trim()
const click = async (testId: string) => (await panel.find(testId)).click()

async function type(testId: string, value: string): Promise<void> {
  const input = (await panel.find(testId)) as HTMLInputElement
  input.value = value
  input.dispatchEvent(new Event('input', { bubbles: true }))
}

async function send(): Promise<void> {
  await panel.until(() => expect(all('playground-send')[0]?.hasAttribute('disabled')).toBe(false))
  await click('playground-send')
}

const BILLING = { client_id: 'billing', client_secret: 'a-secret-of-billing', client_name: 'Billing job' }

describe('The playground', () => {
  it('sends people who have no client to where one is made', async () => {
    await open('/playground')
    await click('playground-create-client')
    await panel.until(() => expect(panel.router.currentRoute.value.fullPath).toBe('/clients?new=1'))
  })

  it('gets a token of 255 characters for the client of its address, and keeps what was sent', async () => {
    await open('/playground?client=billing', BILLING)
    await panel.until(() => expect(text('curl') ?? text('playground-request')).toContain('/oauth2/token'))
    await send()
    await panel.until(() => expect(text('playground-verdict')).toContain('Token issued. Bearer, opaque, 255'))
    expect(text('token-value')).toMatch(/^[A-Za-z0-9]{255}$/)
    expect(text('playground-status')).toBe('200 OK')
    expect(all('playground-sent')).toHaveLength(1)
  })

  it('says the verdict, the cause and what to do next when a secret is wrong (RFC 6749 §5.2)', async () => {
    await open('/playground?client=billing', BILLING)
    await click('playground-more')
    await type('playground-secret', 'wrong')
    await panel.until(() => expect(text('playground-request')).toContain(btoa('billing:wrong')))
    await send()
    await panel.until(() => expect(text('playground-verdict')).toMatch(/^Refused: invalid_client\./))
    expect(text('playground-verdict')).toContain('Check the method and the secret in step 1.')
    expect(text('playground-status')).toContain('401')
  })

  describe('the results of a collection', () => {
    const collection = {
      format: COLLECTION_FORMAT,
      name: 'Smoke',
      requests: [{ name: 'a token', flow: 'oauth2_client_credentials', client_id: 'billing' }]
    }
    async function openHistoryOf(id: string): Promise<void> {
      await click(`collection-actions-${id}`)
      await click('action-history')
    }
    async function look(): Promise<void> {
      await click('tab-saved')
      await openHistoryOf('Smoke')
    }
    beforeEach(async () => {
      await open('/playground?client=billing', BILLING)
      const call = directCall(panel.server, contextOf({ kind: 'local' }))
      await call('collections.save', { id: 'Smoke', collection })
      await call('collections.run', { id: 'Smoke' })
      panel.server.clock.advance({ seconds: 60 })
      await call('collections.run', { id: 'Smoke', variables: {}, only: [] })
    })

    it('are listed latest first, and each can be looked at again', async () => {
      await look()
      await panel.until(() =>
        expect(all('run-row').map((row) => /\d of \d passed/.exec(row.textContent ?? '')?.[0])).toEqual([
          '0 of 0 passed',
          '1 of 1 passed'
        ])
      )
      expect(all('collection-result')).toHaveLength(0)
      all('run-row')[1]?.querySelector('button')?.click()
      await panel.until(() => expect(all('collection-result')).toHaveLength(1))
    })

    it('are shown of the collection that is looked at alone, also when another is undone', async () => {
      const call = directCall(panel.server, contextOf({ kind: 'local' }))
      await call('collections.save', { id: 'Other', collection: { ...collection, name: 'Other' } })
      await look()
      await panel.find('run-row')
      await click('run-remove')
      await panel.until(() => expect(all('run-row')).toHaveLength(1))
      await panel.until(() => expect(all('run-row')[0]?.contains(document.activeElement)).toBe(true))
      panel.press('Escape')
      await panel.until(() => expect(all('collection-run')).toHaveLength(0))
      await openHistoryOf('Other')
      await panel.find('collection-unrun')
      all('toast-action').at(-1)?.click()
      await panel.until(() => expect(all('toast-action')).toHaveLength(0))
      expect(all('run-row')).toHaveLength(0)
      panel.press('Escape')
      await panel.until(() => expect(all('collection-run')).toHaveLength(0))
      await openHistoryOf('Smoke')
      await panel.until(() => expect(all('run-row')).toHaveLength(2))
    })

    it('are removed one by one or all, and come back when that is undone', async () => {
      await look()
      await panel.find('run-row')
      await click('run-remove')
      await panel.until(() => expect(all('run-row')).toHaveLength(1))
      expect(all('collection-result')).toHaveLength(1)
      await click('runs-clear')
      await panel.find('collection-unrun')
      all('toast-action').at(-1)?.click()
      await panel.until(() => expect(all('run-row')).toHaveLength(1))
    })
  })

  it('brings back each removed request of a collection, in whatever order that is undone', async () => {
    await open('/playground?client=billing', BILLING)
    const call = directCall(panel.server, contextOf({ kind: 'local' }))
    const requests = ['first', 'second', 'third'].map((name) => ({
      name,
      flow: 'oauth2_client_credentials',
      client_id: 'billing'
    }))
    await call('collections.save', {
      id: 'Smoke',
      collection: { format: COLLECTION_FORMAT, name: 'Smoke', requests }
    })
    const names = async () =>
      ((await call('collections.get', { id: 'Smoke' })) as { requests: { name: string }[] }).requests.map(
        ({ name }) => name
      )
    await click('tab-saved')
    await click('collection-Smoke')
    for (const left of [2, 1]) {
      await click('saved-request-remove')
      await panel.until(() => expect(all('saved-request')).toHaveLength(left))
    }
    await panel.until(() => expect(all('toast-action')).toHaveLength(2))
    expect(await names()).toEqual(['third'])
    for (const button of all('toast-action')) button.click()
    await panel.until(async () => expect((await names()).toSorted()).toEqual(['first', 'second', 'third']))
    await panel.until(() => expect(all('saved-request')).toHaveLength(3))
  })

  it('repairs a flow that is off, through a button', async () => {
    await open('/playground?client=billing', BILLING)
    await panel.server.store.settings.update((stored) => ({
      ...stored,
      flows: { ...stored.flows, oauth2_client_credentials: false }
    }))
    await click('repair-switch_flow_on')
    await panel.until(() => expect(all('mismatch-flow_off')).toHaveLength(0))
    expect((await panel.server.store.settings.get()).flows.oauth2_client_credentials).toBe(true)
  })

  it('makes a key where the client has none that the playground could sign with, and signs with it', async () => {
    const jwks = { keys: [{ kty: 'EC' as const, crv: 'P-256', x: 'x', y: 'y', kid: 'elsewhere' }] }
    await open('/playground?client=report', {
      client_id: 'report',
      token_endpoint_auth_method: 'private_key_jwt',
      jwks
    })
    await click('repair-generate_key')
    await panel.find('playground-assertion')
    await send()
    await panel.until(() => expect(text('playground-verdict')).toContain('Token issued.'))
  })

  it('hides every secret at once when asked to', async () => {
    await open('/playground?client=billing', BILLING)
    await panel.until(() => expect(text('playground-request')).toContain('Basic'))
    expect(document.body.textContent).toContain('a-secret-of-billing')
    await click('playground-hide')
    await panel.until(() => expect(document.body.textContent).not.toContain('a-secret-of-billing'))
  })
})

describe('A request in lines', () => {
  const request = {
    method: 'POST',
    url: 'http://localhost:9000/oauth2/token',
    headers: [['Authorization', `Basic ${btoa('an%20id:se:cret')}`]] as [string, string][],
    body: 'grant_type=client_credentials&client_secret=s',
    parameters: [
      { name: 'grant_type', value: 'client_credentials' },
      { name: 'client_secret', value: 's', role: 'client_secret' as const }
    ]
  }
  const plain = (lines: ReturnType<typeof requestLines>) =>
    lines.map((line) => line.map((span) => span.text).join(''))

  it('has one parameter a line, each with its role', () => {
    expect(plain(requestLines(request, false)).slice(3)).toEqual([
      'grant_type=client_credentials',
      'client_secret=s'
    ])
    expect(requestLines(request, false).at(-1)?.at(-1)).toEqual({ text: 's', role: 'client_secret' })
  })

  it('splits Basic at the first colon, and leaves the form encoding as it is (RFC 6749 §2.3.1)', () => {
    expect(basicHalves(request)).toEqual({ id: 'an%20id', secret: 'se:cret' })
  })

  it('shows a body that is no JSON as it came', () => {
    expect(plain(bodyLines('<h1>\nno', false))).toEqual(['<h1>', 'no'])
  })
})

describe('The shape of a token', () => {
  it('is opaque unless header and claims can be read (RFC 7515 §3.1)', () => {
    expect(shapeOfToken('a.b.c')).toEqual({ kind: 'opaque', characters: 5 })
    const part = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '')
    expect(shapeOfToken(`${part({ alg: 'none' })}.${part({ sub: 'me' })}.`)).toMatchObject({
      kind: 'jwt',
      header: { alg: 'none' },
      claims: { sub: 'me' }
    })
  })
})
