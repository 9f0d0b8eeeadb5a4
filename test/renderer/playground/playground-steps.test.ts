import { afterEach, describe, expect, it } from 'vitest'
import { FLOW_NAMES } from '../../../src-main/contract'
import { chainTokens } from '../../../src-renderer/features/playground/chain/chain-tokens'
import { mutationsAt } from '../../../src-renderer/features/playground/break-it/mutations-at'
import { usualFlowOf } from '../../../src-renderer/features/playground/choose/usual-flow'
import { FLOW_GROUPS } from '../../../src-renderer/stores/playground/flow-kinds'
import {
  anchorOf,
  draftFormOf,
  draftOf,
  emptyDraftForm,
  generateValues
} from '../../../src-renderer/stores/playground/draft/playground-draft'
import { draftOfSaved, savedRequest } from '../../../src-renderer/stores/playground/collections/saved-request'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel | undefined
afterEach(async () => {
  await panel?.close()
  panel = undefined
})

const text = (testId: string) =>
  document.querySelector(`[data-testid="${testId}"]`)?.textContent?.replace(/\s+/g, ' ').trim()

const RUNS_SLOWLY = 60_000

describe('The steps of the playground', () => {
  it(
    'bring a verified ID token from a server without clients, at one click on the page',
    async () => {
      const opened = (panel = await openPanel({ path: '/playground' }))
      ;(await opened.find('start-code')).click()
      await expect.poll(() => text('playground-verdict')).toMatch(/^ID token verified\. Token issued\./)
      expect(text('callback-verdict')).toBe('Code received.')
      expect(await opened.server.store.users.get('alice')).toMatchObject({ name: 'Alice Liddell' })
    },
    RUNS_SLOWLY
  )

  it(
    'hide the verifier until it is asked for, and make another at a click (RFC 7636 §4.1)',
    async () => {
      const clients = [{ client_id: 'spa', token_endpoint_auth_method: 'none' as const }]
      const opened = (panel = await openPanel({
        path: '/playground?client=spa&flow=openid_code&scope=openid',
        profile: { clients }
      }))
      await opened.find('prepared-code_challenge')
      expect(text('prepared-code_verifier')).toContain('••••')
      ;(await opened.find('reveal-code_verifier')).click()
      await opened.until(() => expect(text('prepared-code_verifier')).toMatch(/[\w-]{43}/))
      const before = text('prepared-code_challenge')
      ;(await opened.find('regenerate-code_verifier')).click()
      await opened.until(() => expect(text('prepared-code_challenge')).not.toBe(before))
    },
    RUNS_SLOWLY
  )
})

describe('The keys of the playground', () => {
  const clients = [{ client_id: 'job', client_secret: 'a-secret-of-the-job' }]

  it(
    'send, save and clear while nobody types',
    async () => {
      const opened = (panel = await openPanel({ path: '/playground?client=job', profile: { clients } }))
      await opened.until(() => expect(text('playground-request')).toContain('/oauth2/token'))
      opened.press('Enter')
      await opened.until(() => expect(text('playground-verdict')).toContain('Token issued.'))
      opened.press('l')
      await opened.until(() => expect(text('playground-verdict')).toBeUndefined())
      opened.press('s')
      const name = (await opened.find('save-name')) as HTMLInputElement
      expect(name.value).toBe('Client credentials')
    },
    RUNS_SLOWLY
  )
})

describe('A draft of the playground', () => {
  it('offers every flow once, in one of the groups', () => {
    expect(Object.values(FLOW_GROUPS).flat().toSorted()).toEqual([...FLOW_NAMES].toSorted())
  })

  it('says the same after it was sent and looked at again', () => {
    const form = { ...emptyDraftForm(), client_id: 'shop', scope: ' openid  email ' }
    generateValues(form)
    form.authorization.parameters.push({ name: 'prompt', value: 'login' })
    expect(draftOf(draftFormOf(draftOf(form)))).toEqual(draftOf(form))
  })

  it('makes new values for a new request, and leaves alone what a person typed', () => {
    const form = emptyDraftForm()
    generateValues(form)
    const { nonce } = form.values
    form.values.state = 'mine'
    generateValues(form, true)
    expect(form.values).toMatchObject({ state: 'mine', nonce: expect.stringMatching(/^[\w-]{43}$/) })
    expect(form.values.nonce).not.toBe(nonce)
  })

  it('keeps its run when only the token request changes, and loses it with its scope', () => {
    const form = { ...emptyDraftForm(), client_id: 'shop' }
    const before = anchorOf(form)
    form.values.code_verifier = 'another'
    form.method = 'none'
    expect(anchorOf(form)).toBe(before)
    form.scope = 'openid'
    expect(anchorOf(form)).not.toBe(before)
  })

  it('starts with the best flow that a client may use', () => {
    expect(usualFlowOf({ grant_types: ['client_credentials', 'authorization_code'] }, false)).toBe(
      'openid_code'
    )
    expect(usualFlowOf({ grant_types: ['client_credentials'] }, false)).toBe('oauth2_client_credentials')
    expect(usualFlowOf({ grant_types: ['client_credentials'] }, true)).toBe('openid_code')
  })
})

describe('The tokens of a flow', () => {
  const exchange = (body: object) =>
    ({
      at: 0,
      draft: { flow: 'openid_code', client_id: 'shop' },
      response: { body: JSON.stringify(body) }
    }) as never

  it('are the latest of each kind, and tell which refresh token was replaced', () => {
    const first = exchange({ access_token: 'a1', refresh_token: 'r1', id_token: 'i1' })
    const second = exchange({ access_token: 'a2', refresh_token: 'r2' })
    expect(chainTokens(undefined, [first, second])).toMatchObject({
      access_token: 'a2',
      refresh_token: 'r2',
      id_token: 'i1',
      replaced: 'r1'
    })
  })

  it('are none while nothing brought one', () => {
    expect(chainTokens(undefined, [exchange({ error: 'invalid_grant' })])).toBeUndefined()
  })
})

describe('What is wrong on purpose', () => {
  it('stands on the card of the step that it changes', () => {
    const ids = (part: 'authorize' | 'exchange' | 'use') =>
      mutationsAt(part, 'openid_code', 'none').map(({ id }) => id)
    expect(ids('authorize')).toContain('state_altered')
    expect(ids('exchange')).toContain('id_token_nonce')
    expect(ids('use')).toContain('access_token_revoked')
    expect(ids('exchange')).not.toContain('secret_wrong_basic')
  })
})

describe('A saved request', () => {
  const draft = {
    flow: 'oauth2_password' as const,
    client_id: 'shop',
    client_secret: 'hidden',
    values: { username: 'carol', password: 'hidden' }
  }

  it('holds no secret unless somebody asked for it', () => {
    const choices = { name: 'A token', user: '', withSecrets: false }
    expect(JSON.stringify(savedRequest(draft, choices))).not.toContain('hidden')
    expect(savedRequest(draft, { ...choices, withSecrets: true })).toMatchObject({
      client_secret: 'hidden',
      values: { password: 'hidden' }
    })
  })

  it('comes back with what its variables stand for, whatever characters that has', () => {
    const saved = { name: 'A token', flow: 'oauth2_client_credentials' as const, client_id: '{{shop}}' }
    expect(draftOfSaved(saved, { shop: 'a "b"\\' })).toEqual({
      flow: 'oauth2_client_credentials',
      client_id: 'a "b"\\'
    })
  })
})
