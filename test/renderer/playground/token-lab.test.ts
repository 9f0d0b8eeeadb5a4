import { afterEach, describe, expect, it } from 'vitest'
import type { User } from '../../../src-main/model'
import { openPanel, type OpenedPanel } from '../open-panel'

const SECRET = 'a-secret-of-the-reporting-client-that-is-long'
const REPORTING = {
  client_id: 'reporting',
  client_secret: SECRET,
  access_token_format: 'jwt' as const,
  token_endpoint_auth_method: 'client_secret_post' as const
}

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})
const open = async (path = '/token-lab', options: Parameters<typeof openPanel>[0] = {}) =>
  (panel = await openPanel({ path, profile: { clients: [REPORTING] }, ...options }))
const all = (testId: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)]
const text = (testId: string) => all(testId)[0]?.textContent?.replace(/\s+/g, ' ').trim()
const click = async (testId: string) => (await panel.find(testId)).click()
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

async function type(testId: string, value: string, place = 0): Promise<void> {
  await panel.find(testId)
  const input = all(testId)[place] as HTMLInputElement
  input.value = value
  input.dispatchEvent(new Event('input', { bubbles: true }))
}

async function token(): Promise<string> {
  const answer = await fetch(`${panel.server.address}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'reporting',
      client_secret: SECRET
    })
  })
  return ((await answer.json()) as { access_token: string }).access_token
}

describe('The token lab', () => {
  it('takes a pasted token apart and says the verdict on its signature and on its claims', async () => {
    await open()
    await type('token-paste', await token())
    await panel.until(() => expect(text('verdict-signature')).toBe('Signature valid'))
    expect(text('verdict-claims')).toBe('Claims as expected')
    expect(text('claim-iss')).toContain(panel.server.address)
    expect(text('claim-subject')).toBe('reporting')
    expect(text('check-exp')).toContain('leaves')
    await type('expect-aud', 'somebody else')
    await panel.until(() => expect(text('verdict-claims')).toBe('1 claim fails'))
    expect(all('check-aud')[0]?.dataset.outcome).toBe('failed')
    expect(text('verdict-signature')).toBe('Signature valid')
  })

  it('forgives what stands around a token, and says what it forgave', async () => {
    await open()
    const [header, claims] = (await token()).split('.')
    await type('token-paste', `"Bearer ${header}.${claims}"`)
    await panel.until(() => expect(text('claim-client_id')).toContain('reporting'))
    expect(text('token-forgiven')).toContain('Stray quotes were taken off.')
    expect(text('token-forgiven')).toContain('Its signature is missing')
    await panel.until(() => expect(text('signature-reason')).toContain('The signature is missing'))
  })

  it('finds every token of an answer, and looks at the one that is chosen', async () => {
    await open()
    const jwt = await token()
    await type('token-paste', JSON.stringify({ access_token: 'an-opaque-one', id_token: jwt }))
    await panel.until(() => expect(text('token-kind')).toBe('JWT'))
    await click('found-1')
    await panel.until(() => expect(text('token-kind')).toBe('opaque'))
    await click('token-introspect')
    await panel.until(() => expect(text('token-unknown')).toContain('Unknown'))
  })

  it('says what it looks for when a text holds no token', async () => {
    await open()
    await type('token-paste', 'no token in here')
    await panel.until(() => expect(text('no-token')).toContain('A JWT begins with eyJ'))
  })

  it('lists the last tokens as they pass, of which a click opens one', async () => {
    await open()
    await token()
    await click('recent-token')
    await panel.until(() => expect(text('verdict-signature')).toBe('Signature valid'))
    await click('token-introspect')
    await panel.until(() => expect(text('token-status')).toBe('active'))
  })

  it('invites to paste one where none has passed', async () => {
    await open()
    await panel.until(() => expect(text('token-lab-empty')).toContain('Paste a token'))
  })

  it('shows of an encrypted token its header, and says why no more', async () => {
    await open()
    await type('token-paste', `${part({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })}.a.b.c.d`)
    await panel.until(() => expect(text('token-kind')).toBe('JWE'))
    await panel.until(() => expect(text('verdict-signature')).toBe('Signature not checked'))
    expect(text('claim-enc')).toContain('A256GCM')
  })

  it('says what is wrong with a key where it was pasted', async () => {
    await open('/token-lab')
    await type('token-paste', await token())
    await panel.find('key-source')
    const { useTokenLabStore } = await import('../../../src-renderer/stores/token-lab/token-lab')
    useTokenLabStore().question.from = 'pasted'
    await type('key-text', 'no key')
    await panel.until(() =>
      expect(document.body.textContent).toContain('it is neither PEM nor a JSON object')
    )
  })
})

describe('Editing a copy', () => {
  it('is another mode that says so, signs with a new key, and is refused by this server’s keys', async () => {
    await open()
    await type('token-paste', await token())
    await click('token-edit')
    await panel.until(() => expect(text('edit-banner')).toContain('Not issued by this server'))
    expect((all('edit-header')[0] as HTMLTextAreaElement).value).not.toContain('"kid"')
    const claims = all('edit-claims')[0] as HTMLTextAreaElement
    await type('edit-claims', claims.value.replace('"reporting"', '"somebody"'))
    await click('edit-sign')
    const copy = (await panel.find('signed-token')).textContent ?? ''
    expect(copy).toMatch(/^eyJ/)
    expect(text('signed-keys')).toContain('"kty": "EC"')
    await click('signed-verify')
    await panel.until(() => expect(text('verdict-signature')).toBe('Signature valid'))
    await type('token-paste', '')
    await panel.router.push('/clients')
    await panel.router.push('/token-lab')
    const { useTokenLabStore } = await import('../../../src-renderer/stores/token-lab/token-lab')
    useTokenLabStore().open(copy)
    await panel.until(() => expect(text('verdict-signature')).toBe('Signature not valid'))
  })

  it('refuses to sign what is no JSON object', async () => {
    await open('/token-lab?tab=edit')
    await type('edit-claims', '[1, 2]')
    await panel.until(() => expect(document.body.textContent).toContain('This is no JSON object'))
    expect(all('edit-sign')[0]?.hasAttribute('disabled')).toBe(true)
  })
})

describe('Comparing two tokens', () => {
  it('tells claim by claim what changed, and may leave the times out', async () => {
    await open('/token-lab?tab=compare')
    const one = { sub: 'u1', exp: 1000, gone: true }
    await type('token-paste', `${part({ alg: 'none' })}.${part(one)}.`, 0)
    await type('token-paste', `${part({ alg: 'none' })}.${part({ sub: 'u2', exp: 1300, fresh: 1 })}.`, 1)
    await panel.until(() => expect(text('diff-exp')).toContain('+300 s'))
    expect(text('diff-sub')).toContain('changed')
    expect(text('diff-gone')).toContain('removed')
    expect(text('diff-fresh')).toContain('added')
    await click('compare-moments')
    await panel.until(() => expect(all('diff-exp')).toHaveLength(0))
  })
})

describe('Ways into the token lab', () => {
  it('lead from the palette, where a JWT is typed or pasted', async () => {
    await open('/')
    const jwt = await token()
    panel.press('k', { ctrlKey: true, code: 'KeyK' })
    await type('palette-input', jwt)
    await click('command-open-token')
    await panel.until(() => expect(panel.router.currentRoute.value.path).toBe('/token-lab'))
    await panel.until(() => expect(text('verdict-signature')).toBe('Signature valid'))
    expect(panel.router.currentRoute.value.fullPath).not.toContain('eyJ')
    await panel.router.push('/clients')
    panel.press('k', { ctrlKey: true, code: 'KeyK' })
    const input = await panel.find('palette-input')
    const event = new Event('paste', { bubbles: true, cancelable: true })
    Object.defineProperty(event, 'clipboardData', { value: { getData: () => `Bearer ${jwt}` } })
    input.dispatchEvent(event)
    await panel.until(() => expect(panel.router.currentRoute.value.path).toBe('/token-lab'))
    expect(event.defaultPrevented).toBe(true)
  })

  it('are there for a person who looks after nothing, without the tokens of others', async () => {
    const user = { username: 'alice', roles: [] as string[] } as unknown as User
    await open('/token-lab', {
      profile: { clients: [REPORTING], users: [{ username: 'alice' }] },
      actor: { kind: 'user', user },
      capabilities: []
    })
    const jwt = await token()
    await panel.find('token-lab-empty')
    await type('token-paste', jwt)
    await panel.until(() => expect(text('verdict-signature')).toBe('Signature valid'))
    expect(all('claim-subject')).toHaveLength(0)
  })
})
