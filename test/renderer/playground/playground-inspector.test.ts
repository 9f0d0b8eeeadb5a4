import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { usePlaygroundStore } from '../../../src-renderer/stores/playground/playground'
import { diffPresets, readableTokens } from '../../../src-renderer/features/playground/inspector/diff-choices'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
beforeEach(async () => {
  panel = await openPanel({
    path: '/playground?client=shop',
    profile: {
      users: [{ username: 'alice', name: 'Alice Example', password: 'password1' }],
      clients: [
        {
          client_id: 'shop',
          client_secret: 'a-secret-of-the-shop-that-is-long-enough',
          grant_types: ['password', 'refresh_token', 'client_credentials'],
          access_token_format: 'jwt'
        }
      ]
    }
  })
})
afterEach(async () => {
  await panel?.close()
})
const all = (testId: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)]
const text = (testId: string) => all(testId)[0]?.textContent?.replace(/\s+/g, ' ').trim()
const click = async (testId: string) => (await panel.find(testId)).click()

/** Tokens for alice, refresh token included. */
async function signIn() {
  const store = usePlaygroundStore()
  await panel.until(() => expect(store.form.client_id).toBe('shop'))
  Object.assign(store.form, {
    flow: 'oauth2_password',
    scope: 'openid',
    values: { username: 'alice', password: 'password1' }
  })
  const exchange = await store.send()
  return { store, exchange, tokens: JSON.parse(exchange.response!.body) as Record<string, string> }
}

describe('The inspector beside the playground', () => {
  it('opens with the ID token, verified by itself with what the flow knows (OpenID Connect Core §3.1.3.7)', async () => {
    await signIn()
    await panel.until(() => expect(text('verdict-signature')).toBe('Signature valid'))
    expect(all('tab-id_token')[0]?.getAttribute('aria-selected')).toBe('true')
    for (const name of ['iss', 'aud', 'exp', 'at_hash'])
      expect(all(`check-${name}`)[0]?.dataset.outcome).toBe('ok')
    expect(text('claim-subject')).toBe('Alice Example')
  })

  it('has the access token and the refresh token in tabs of their own, and says when none came', async () => {
    const { store, tokens } = await signIn()
    await click('tab-access_token')
    await panel.until(() => expect(text('token-value')).toBe(tokens.access_token))
    expect(text('answer-token_type')).toContain('Bearer')
    await panel.until(() => expect(text('verdict-signature')).toBe('Signature valid'))
    await click('tab-refresh_token')
    await panel.until(() => expect(text('token-value')).toBe(tokens.refresh_token))
    store.startOver()
    await panel.until(() => expect(document.body.textContent).toContain('No token yet'))
  })

  it('shows what a refresh changed, times as shifts', async () => {
    const { store, exchange, tokens } = await signIn()
    panel.server.clock.advance({ seconds: 60 })
    await store.refresh(exchange.draft, tokens.refresh_token!)
    await click('tab-diff')
    await panel.until(() => expect(text('diff-iat')).toContain('+60 s'))
    expect(all('diff-preset-refresh')[0]?.getAttribute('aria-pressed')).toBe('true')
    await click('diff-preset-kinds')
    await panel.until(() => expect(text('diff-client_id')).toContain('added'))
    const presets = diffPresets(readableTokens(store.transcript, undefined))
    expect(presets.map(({ id }) => id)).toEqual(['refresh', 'kinds'])
  })

  it('leads to the token lab with the token and with what it should say', async () => {
    await signIn()
    await panel.find('verdict-signature')
    await click('open-token-lab')
    await panel.until(() => expect(panel.router.currentRoute.value.path).toBe('/token-lab'))
    expect(((await panel.find('expect-aud')) as HTMLInputElement).value).toBe('shop')
    await panel.until(() => expect(all('check-aud')[0]?.dataset.outcome).toBe('ok'))
  })
})
