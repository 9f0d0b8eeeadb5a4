import { afterEach, describe, expect, it } from 'vitest'
import type { ClientInput } from '../../../src-main/model'
import { askToken, basic } from '../../protocol/requests'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})

const open = async (path: string, client: ClientInput) =>
  (panel = await openPanel({ path, profile: { clients: [client] } }))
const all = (testId: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)]
const text = (testId: string) => all(testId)[0]?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
const click = async (testId: string) => (await panel.find(testId)).click()
const stored = async (id: string) => (await panel.server.store.clients.get(id))!

async function type(testId: string, value: string): Promise<void> {
  const input = (await panel.find(testId)) as HTMLInputElement
  input.value = value
  input.dispatchEvent(new Event('input', { bubbles: true }))
}

const WEB: ClientInput = {
  client_id: 'shop',
  client_name: 'Web shop',
  client_secret: 'a-secret-of-the-shop-with-many-characters-in-it',
  redirect_uris: ['http://localhost:3000/callback'],
  grant_types: ['authorization_code', 'refresh_token']
}

describe('The settings of a client', () => {
  it('are found by what they mean or how the protocol calls them', async () => {
    await open('/clients/shop?tab=settings', WEB)
    await panel.find('field-redirect_uris-0')
    await type('settings-search', 'backchannel')
    await panel.until(() => expect(all('field-redirect_uris-0')).toHaveLength(0))
    await panel.find('field-backchannel_logout_uri')
    await type('settings-search', 'nothing like this')
    await panel.until(() => expect(document.body.textContent).toContain('No setting matches'))
  })

  it('are saved with their rare ones, and taken away again', async () => {
    await open('/clients/shop?tab=settings', { ...WEB, require_pkce: true })
    await type('field-backchannel_logout_uri', 'https://shop.example/logout')
    await click('field-require_pkce')
    await click('save')
    await panel.until(async () =>
      expect((await stored('shop')).backchannel_logout_uri).toBe('https://shop.example/logout')
    )
    expect((await stored('shop')).require_pkce).toBeUndefined()
    await panel.until(() => expect(all('save-bar')).toHaveLength(0))
    await type('field-backchannel_logout_uri', '')
    await click('save')
    await panel.until(async () => expect((await stored('shop')).backchannel_logout_uri).toBeUndefined())
  })

  it('unfold a rare field that is wrong, and say what is at it', async () => {
    await open('/clients/shop?tab=settings', WEB)
    await type('settings-search', 'software_id')
    await type('field-software_id', 'x'.repeat(300))
    await type('settings-search', '')
    await panel.until(() => expect(all('field-software_id')).toHaveLength(0))
    await click('save')
    const field = await panel.find('field-software_id')
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect((await stored('shop')).software_id).toBeUndefined()
  })

  it('warn of plain http beyond this machine, and not of localhost (RFC 6749 §3.1.2.1)', async () => {
    await open('/clients/shop?tab=settings', WEB)
    await panel.find('field-redirect_uris-0')
    expect(document.body.textContent).not.toContain('Plain http')
    await type('field-redirect_uris-0', 'http://shop.example/callback')
    await panel.until(() => expect(document.body.textContent).toContain('Plain http beyond this machine'))
  })
})

describe('The credentials of a client', () => {
  const JOB: ClientInput = { client_id: 'job', client_secret: 'the-first-secret-of-the-job' }
  const works = async (secret: string) =>
    (await askToken(panel.server, { grant_type: 'client_credentials' }, basic('job', secret))).status === 200

  it('have one more secret when it is asked for, which can be ended', async () => {
    await open('/clients/job?tab=credentials', JOB)
    await click('add-secret')
    await panel.find('other-secret')
    const [other] = (await stored('job')).other_secrets ?? []
    expect(await works(other!.client_secret)).toBe(true)
    await click('end-secret')
    await click('confirm')
    await panel.until(() => expect(all('other-secret')).toHaveLength(0))
    expect(await works(other!.client_secret)).toBe(false)
    expect(await works('the-first-secret-of-the-job')).toBe(true)
  })

  it('are changed over at once unless an overlap is chosen', async () => {
    await open('/clients/job?tab=credentials', JOB)
    await click('rotate-secret')
    await click('rotate-confirm')
    await panel.until(() => expect(text('rotated-secret')).toMatch(/^[A-Za-z0-9]{50}/))
    expect(await works('the-first-secret-of-the-job')).toBe(false)
    expect(await works(text('rotated-secret').slice(0, 50))).toBe(true)
  })

  it('make a key pair whose private half is shown once, as PEM too', async () => {
    await open('/clients/job?tab=credentials', {
      client_id: 'job',
      token_endpoint_auth_method: 'private_key_jwt',
      jwks_uri: 'https://job.example/jwks.json'
    })
    await click('generate-key')
    await click('generate-confirm')
    await panel.until(() => expect(text('private-key')).toContain('"d"'))
    await click('tab-pem')
    await panel.until(() => expect(text('private-key')).toContain('BEGIN PRIVATE KEY'))
    expect(JSON.stringify((await stored('job')).jwks)).not.toContain('"d"')
  })
})

describe('The tokens of a client', () => {
  const SERVICE: ClientInput = {
    client_id: 'job',
    client_secret: 'the-secret-of-the-job',
    grant_types: ['client_credentials'],
    lifetimes: { device_code: 90 }
  }

  it('keep what was changed while another tab is looked at, and are saved with it', async () => {
    await open('/clients/job?tab=tokens', SERVICE)
    await click('lifetime-access_token-override')
    await type('client-claims', '{ "team": "payments" }')
    await click('tab-settings')
    await type('field-client_name', 'Nightly job')
    await click('tab-tokens')
    expect(((await panel.find('client-claims')) as HTMLTextAreaElement).value).toContain('payments')
    await panel.find('lifetime-access_token')
    await click('save')
    await panel.until(async () => expect((await stored('job')).client_name).toBe('Nightly job'))
    expect(await stored('job')).toMatchObject({
      lifetimes: { access_token: 3600, device_code: 90 },
      claims: { team: 'payments' }
    })
    await panel.until(() => expect(all('save-bar')).toHaveLength(0))
  })

  it('come up with the fault when they are saved from another tab', async () => {
    await open('/clients/job?tab=tokens', SERVICE)
    await type('client-claims', '["team"]')
    await click('tab-settings')
    await panel.find('settings-search')
    await click('save')
    const field = await panel.find('client-claims')
    await panel.until(() => expect(field.getAttribute('aria-invalid')).toBe('true'))
    expect(document.body.textContent).toContain('must be a JSON object')
    expect((await stored('job')).claims).toEqual({})
  })

  it('ask before the page is left with changes, and not before another tab is opened', async () => {
    await open('/clients/job?tab=tokens', SERVICE)
    await click('lifetime-access_token-override')
    await click('tab-credentials')
    await panel.find('rotate-secret')
    expect(all('unsaved-dialog')).toHaveLength(0)
    void panel.router.push('/users')
    await click('stay-on-page')
    expect(panel.router.currentRoute.value.path).toBe('/clients/job')
    await panel.until(() => expect(all('unsaved-dialog')).toHaveLength(0))
    void panel.router.push('/users')
    await click('leave-page')
    await panel.until(() => expect(panel.router.currentRoute.value.path).toBe('/users'))
  })
})

describe('The quickstart of a client', () => {
  it('is filled in with its own ids, and holds no secret', async () => {
    await open('/clients/shop?tab=quickstart', WEB)
    for (const framework of [
      'curl',
      'openid-client',
      'passport',
      'auth-js',
      'spring',
      'aspnet',
      'authlib',
      'go'
    ]) {
      await click(`snippet-${framework}`)
      await panel.until(() => expect(text('snippet-code')).toContain('shop'))
      expect(text('snippet-code')).toContain(panel.server.address)
      expect(text('snippet-code')).not.toContain(WEB.client_secret)
    }
  })

  it('shows what a public client may use, and nothing for a secret that it has not', async () => {
    const { client_secret: _secret, ...rest } = WEB
    await open('/clients/shop?tab=quickstart', { ...rest, token_endpoint_auth_method: 'none' })
    await click('snippet-oidc-client-ts')
    await panel.until(() => expect(text('snippet-code')).toContain('UserManager'))
    for (const framework of ['passport', 'auth-js']) expect(all(`snippet-${framework}`)).toHaveLength(0)
    await click('snippet-authlib')
    await panel.until(() => expect(text('snippet-code')).toContain('authorize_redirect'))
    expect(text('snippet-code')).not.toContain('OAUTH2_CLIENT_SECRET')
  })

  it('says what is missing where it may do nothing', async () => {
    await open('/clients/shop?tab=quickstart', { ...WEB, grant_types: [] })
    await panel.until(() => expect(document.body.textContent).toContain('nothing yet that it may do'))
  })
})

describe('The activity of a client', () => {
  it('has its own requests alone, as they come', async () => {
    await open('/clients/job?tab=activity', { client_id: 'job', client_secret: 'the-secret-of-the-job' })
    await panel.until(() => expect(document.body.textContent).toContain('No request yet'))
    await askToken(panel.server, { grant_type: 'client_credentials' }, basic('nobody', 'x'))
    await askToken(panel.server, { grant_type: 'client_credentials' }, basic('job', 'wrong'))
    await panel.until(() => expect(all('client-exchange')).toHaveLength(1))
    expect(text('client-exchange')).toContain('invalid_client')
  })
})

describe('The switch of a client', () => {
  it('blocks it at once, and lets it ask again', async () => {
    await open('/clients/shop', WEB)
    await click('client-enabled')
    await panel.find('blocked-banner')
    expect((await stored('shop')).blocked).toBe(true)
    await click('client-enabled')
    await panel.until(() => expect(all('blocked-banner')).toHaveLength(0))
    expect((await stored('shop')).blocked).toBe(false)
  })
})
