import { afterEach, describe, expect, it } from 'vitest'
import { userSchema, type ClientInput } from '../../src-main/model'
import { openPanel, type OpenedPanel } from './open-panel'

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
  it('says what to do while there is none', async () => {
    await open('/clients')
    await click('register-first')
    await panel.find('client-name')
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
    await open('/clients?new=1')
    await type('client-name', 'Fresh service')
    await click('create-client')
    await panel.until(() => expect(text('made-client-id')).toMatch(/^id-[A-Za-z0-9]{47}$/))
    await panel.until(() => expect(text('made-curl')).toContain(`${panel.server.address}/oauth2/token`))
    const [client] = (await panel.server.store.clients.list({ offset: 0, limit: 10 })).items
    expect(client).toMatchObject({ client_name: 'Fresh service', grant_types: ['client_credentials'] })
  })

  it('registers only the public half of a key pair that the server makes (RFC 7517 §4)', async () => {
    await open('/clients?new=1')
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
    await open('/clients?new=1')
    await type('client-scope', 'a  b')
    await click('create-client')
    await panel.until(() =>
      expect(document.body.textContent).toContain('must be scope tokens separated by single spaces')
    )
    expect((await panel.server.store.clients.list({ offset: 0, limit: 10 })).total).toBe(0)
  })
})

describe('The page of a client', () => {
  it('saves what was changed and nothing else', async () => {
    await open('/clients/billing', BILLING)
    await click('tab-settings')
    await type('client-name', 'Invoices')
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
    await click('redirect-uri-add')
    await type('redirect-uri-0', 'http://localhost/cb#part')
    await panel.until(() => expect(document.body.textContent).toContain('must hold no fragment'))
    await type('redirect-uri-0', 'http://localhost/cb')
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
    expect(all('client-curl')).toHaveLength(0)
    expect(document.querySelectorAll('[role="tab"]')).toHaveLength(1)
    await click('client-menu')
    await panel.find('action-block')
    for (const action of ['getToken', 'rotate', 'remove']) expect(all(`action-${action}`)).toHaveLength(0)
  })

  it('says that there is no such client', async () => {
    await open('/clients/nobody')
    await panel.until(() => expect(document.body.textContent).toContain('There is no such client'))
  })
})
