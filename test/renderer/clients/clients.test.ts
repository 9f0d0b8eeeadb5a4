import { afterEach, describe, expect, it } from 'vitest'
import { userSchema, type ClientInput } from '../../../src-main/model'
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

const BILLING = { client_id: 'billing', client_secret: 'a-secret-of-billing', client_name: 'Billing job' }
const SHOP = { client_id: 'shop', client_secret: 'a-secret-of-shop', client_name: 'Web shop' }

describe('The list of clients', () => {
  it('asks for the type of app while there is none', async () => {
    await open('/clients')
    await click('kind-service')
    await panel.find('client-name')
  })

  it('goes to the name once the type of app is chosen, and is registered by Enter there', async () => {
    await open('/clients?new=1')
    await click('kind-service')
    const name = await panel.find('client-name')
    await panel.until(() => expect(document.activeElement).toBe(name))
    await type('client-name', 'By Enter')
    name.closest('form')!.requestSubmit()
    await panel.until(() => expect(text('made-client')).toContain('By Enter'))
  })

  it('narrows itself by a filter of its address, and shows all again', async () => {
    await open('/clients?status=blocked', BILLING, { ...SHOP, blocked: true })
    await panel.until(() => expect(all('client-row').map((row) => row.textContent)).toHaveLength(1))
    expect(text('client-row')).toContain('Web shop')
    await click('filter-status-clear')
    await panel.until(() => expect(all('client-row')).toHaveLength(2))
  })

  it('blocks several at once and takes it back', async () => {
    await open('/clients', BILLING, SHOP)
    await panel.until(() => expect(all('client-row')).toHaveLength(2))
    await click('choose-all')
    await click('bulk-block')
    const blocked = async () =>
      (await panel.server.store.clients.list({ where: { index: 'status', value: 'blocked' } })).total
    await panel.until(async () => expect(await blocked()).toBe(2))
    const toast = await panel.find('toast')
    ;[...toast.querySelectorAll('button')].find((button) => button.textContent?.includes('Undo'))!.click()
    await panel.until(async () => expect(await blocked()).toBe(0))
  })

  it('removes several only after it asked', async () => {
    await open('/clients', BILLING, SHOP)
    await panel.until(() => expect(all('client-row')).toHaveLength(2))
    await click('choose-all')
    await click('bulk-remove')
    await panel.find('confirm')
    expect((await panel.server.store.clients.list()).total).toBe(2)
    await click('confirm')
    await panel.until(async () => expect((await panel.server.store.clients.list()).total).toBe(0))
  })

  it('removes one after it asked, and takes that back', async () => {
    await open('/clients', BILLING)
    await panel.until(() => expect(all('client-row')).toHaveLength(1))
    await click('client-menu')
    await click('action-remove')
    await click('remove-confirm')
    const there = async () => (await panel.server.store.clients.list()).total
    await panel.until(async () => expect(await there()).toBe(0))
    const toast = await panel.find('toast')
    ;[...toast.querySelectorAll('button')].find((button) => button.textContent?.includes('Undo'))!.click()
    await panel.until(async () => expect(await there()).toBe(1))
    await panel.until(() => expect(all('client-row')).toHaveLength(1))
  })

  it('finds a client by its name and says so when there is none', async () => {
    await open('/clients', BILLING, SHOP)
    await panel.until(() => expect(all('client-row')).toHaveLength(2))
    await type('client-search', 'bill')
    await panel.until(() => expect(all('client-row')).toHaveLength(1))
    expect(text('client-row')).toContain('Billing job')
    await type('client-search', 'nobody')
    await panel.until(() => expect(document.body.textContent).toContain('No client matches “nobody”'))
  })

  it('shows a client that somebody else registers, without being asked to', async () => {
    await open('/clients', BILLING)
    await panel.until(() => expect(all('client-row')).toHaveLength(1))
    await panel.server.store.clients.insert({
      ...(await panel.server.store.clients.get('billing'))!,
      client_id: 'other',
      client_name: 'Another one'
    })
    await panel.until(() => expect(all('client-row')).toHaveLength(2))
  })

  it('turns the order around when its column is chosen again', async () => {
    await open('/clients', BILLING, SHOP)
    await panel.until(() => expect(all('client-row')[0]?.textContent).toContain('Billing job'))
    await click('sort-name')
    await panel.until(() => expect(all('client-row')[0]?.textContent).toContain('Web shop'))
  })
})

describe('Registering a client', () => {
  it('makes an id and a secret, and shows the command for the first token', async () => {
    await open('/clients?new=service')
    await type('client-name', 'Fresh service')
    await click('create-client')
    await panel.until(() => expect(text('made-client-id')).toMatch(/^id-[A-Za-z0-9]{47}$/))
    await panel.until(() => expect(text('made-curl')).toContain(`${panel.server.address}/oauth2/token`))
    const [client] = (await panel.server.store.clients.list({ offset: 0, limit: 10 })).items
    expect(client).toMatchObject({ client_name: 'Fresh service', grant_types: ['client_credentials'] })
  })

  it('registers only the public half of a key pair that the server makes (RFC 7517 §4)', async () => {
    await open('/clients?new=service')
    await type('client-name', 'Key service')
    await click('method-private_key_jwt')
    await click('create-client')
    await panel.until(() => expect(text('private-key')).toContain('"d"'))
    const [client] = (await panel.server.store.clients.list({ offset: 0, limit: 10 })).items
    expect(client?.token_endpoint_auth_method).toBe('private_key_jwt')
    expect(client?.client_secret).toBeUndefined()
    expect(JSON.stringify(client?.jwks)).not.toContain('"d"')
  })

  it('says the words of the contract at the field that is wrong (RFC 6749 §3.3)', async () => {
    await open('/clients?new=service')
    await click('new-client-more')
    await type('client-scope', 'a  b')
    await click('create-client')
    await panel.until(() =>
      expect(document.body.textContent).toContain('must be scope tokens separated by single spaces')
    )
    expect((await panel.server.store.clients.list({ offset: 0, limit: 10 })).total).toBe(0)
  })
})

describe('Registering a client by its type of app', () => {
  it('makes a single-page app public, with the code grant, and wants to know where people come back to', async () => {
    await open('/clients?new=1')
    await click('kind-spa')
    await type('client-name', 'Portal')
    await click('create-client')
    await panel.until(() => expect(document.body.textContent).toContain('At least one redirect URI'))
    all('redirect-example')[0]!.click()
    await click('create-client')
    await panel.until(() => expect(text('made-client-id')).toMatch(/^id-/))
    expect(all('made-client-secret')).toHaveLength(0)
    const [client] = (await panel.server.store.clients.list()).items
    expect(client).toMatchObject({
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: ['http://localhost:5173/callback']
    })
  })

  it('gives a web app a secret and PKCE, with the tokens that were chosen, and leads to its quickstart', async () => {
    await open('/clients?new=web')
    await type('client-name', 'Shop')
    all('redirect-example')[0]!.click()
    await click('to-tokens')
    await click('format-jwt')
    await click('create-client')
    await panel.find('made-client-secret')
    const [client] = (await panel.server.store.clients.list()).items
    expect(client).toMatchObject({ require_pkce: true, access_token_format: 'jwt' })
    await click('open-made')
    await panel.until(() => expect(text('snippet-code') ?? '').toContain(client!.client_id))
  })
})

describe('The page of a client', () => {
  it('saves what was changed and nothing else', async () => {
    await open('/clients/billing', BILLING)
    await click('tab-settings')
    await type('field-client_name', 'Invoices')
    await click('save')
    await panel.until(async () =>
      expect((await panel.server.store.clients.get('billing'))?.client_name).toBe('Invoices')
    )
    expect((await panel.server.store.clients.get('billing'))?.client_secret).toBe('a-secret-of-billing')
    await panel.until(() => expect(all('save-bar')).toHaveLength(0))
  })

  it('checks each redirect URI as it is typed (RFC 6749 §3.1.2)', async () => {
    await open('/clients/billing', BILLING)
    await click('tab-settings')
    await click('field-redirect_uris-add')
    await type('field-redirect_uris-0', 'http://localhost/cb#part')
    await panel.until(() => expect(document.body.textContent).toContain('must hold no fragment'))
    await type('field-redirect_uris-0', 'http://localhost/cb')
    await panel.until(() => expect(document.body.textContent).not.toContain('must hold no fragment'))
  })

  it('keeps the secret hidden until it is asked for', async () => {
    await open('/clients/billing', BILLING)
    await click('tab-credentials')
    const secret = await panel.find('client-secret')
    expect(document.body.textContent).not.toContain('a-secret-of-billing')
    secret.querySelector('button')!.click()
    await panel.until(() => expect(document.body.textContent).toContain('a-secret-of-billing'))
  })

  it('shows a moderator what there is to see of a client of others, and offers nothing that would be refused', async () => {
    const moderator = userSchema.parse({ username: 'mo', sub: 'mo-1', roles: ['moderator'] })
    panel = await openPanel({
      path: '/clients/billing',
      profile: { clients: [BILLING], users: [moderator] },
      actor: { kind: 'user', user: moderator },
      capabilities: []
    })
    await panel.find('client-status')
    expect(all('get-token')).toHaveLength(0)
    const tabs = [...document.querySelectorAll('[role="tab"]')].map((tab) => tab.textContent?.trim())
    expect(tabs).toEqual(['Overview', 'Sessions', 'Activity'])
    await click('client-menu')
    await panel.find('action-block')
    for (const action of ['getToken', 'rotate', 'remove']) expect(all(`action-${action}`)).toHaveLength(0)
  })

  it('says that there is no such client', async () => {
    await open('/clients/nobody')
    await panel.until(() => expect(document.body.textContent).toContain('There is no such client'))
  })
})
