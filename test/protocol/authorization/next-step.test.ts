import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS, type Client, type Interaction, type SignInSession } from '../../../src-main/model'
import { authenticationStep } from '../../../src-main/oauth/authorization/steps/authentication-step'
import { nextStep } from '../../../src-main/oauth/authorization/steps/next-step'
import type { Situation } from '../../../src-main/oauth/authorization/steps/situation'

const NOW = 1_800_000_000
const SESSION = { id: 's', sid: 'sid', sub: 'alice', auth_time: NOW - 100, acr: '1', amr: ['pwd'] }
const ASKED = { scope: ['openid', 'email', 'offline_access'], claims: [], authorizationDetails: [] }

/** Alice is signed in and was asked for nothing yet. */
function situation(more: Partial<Situation> = {}, wish: Partial<Situation['wish']> = {}): Situation {
  const signedIn = { session: SESSION as unknown as SignInSession, subject: 'alice', asked: ASKED }
  return {
    wish: {
      client: {} as Client,
      scope: ASKED.scope,
      prompt: [],
      acrValues: [],
      uiLocales: [],
      resources: [],
      ...wish
    },
    signedIn,
    settings: DEFAULT_SETTINGS,
    now: NOW,
    ...more
  }
}

const word = (step: ReturnType<typeof nextStep> | undefined) =>
  step?.kind === 'page' ? step.page : step?.kind === 'refuse' ? step.refusal.code : step?.kind

describe('the next step of an authorization request (OpenID Connect Core §3.1.2)', () => {
  it.each([
    ['login', { signed_in_at: NOW, selected_sub: 'alice' }, undefined],
    ['login', { signed_in_at: NOW, selected_sub: 'bob' }, 'sign-in'],
    ['login', { selected_sub: 'alice' }, 'sign-in'],
    ['select_account', { selected_sub: 'alice' }, undefined],
    ['select_account', { selected_sub: 'bob' }, 'select-account'],
    ['select_account', { signed_in_at: NOW, selected_sub: 'alice' }, undefined]
  ] as const)('prompt=%s with %j on the way: %s', (prompt, interaction: Partial<Interaction>, step) => {
    expect(word(authenticationStep(situation({ interaction }, { prompt: [prompt] })))).toBe(step)
  })

  it('an id_token_hint about somebody else wants a sign-in, and is refused when that was somebody else again', () => {
    const wish = { idTokenHint: { sub: 'bob' } }
    expect(word(nextStep(situation({}, wish)))).toBe('sign-in')
    const interaction = { signed_in_at: NOW, selected_sub: 'alice' }
    expect(word(nextStep(situation({ interaction }, wish)))).toBe('login_required')
    expect(word(nextStep(situation({}, { ...wish, prompt: ['none'] })))).toBe('login_required')
  })

  it('the consent of somebody else on the way is no consent of this person', () => {
    const consent = { sub: 'bob', decision: 'allow' as const, scope: 'openid email' }
    expect(word(nextStep(situation({ interaction: { consent } })))).toBe('consent')
  })

  it('what is given is never more than what was asked for, and openid is not for leaving out', () => {
    const consent = { sub: 'alice', decision: 'allow' as const, scope: 'email admin' }
    expect(nextStep(situation({ interaction: { consent } }))).toEqual({
      kind: 'respond',
      scope: ['openid', 'email']
    })
  })

  it('offline_access is part of what consent is remembered for (OpenID Connect Core §11)', () => {
    const remembered = (scope: string) => ({
      ...situation().signedIn!,
      consent: {
        id: 'c',
        sub: 'alice',
        client_id: 'c',
        scope,
        claims: [],
        authorization_details: [],
        given_at: NOW
      }
    })
    expect(word(nextStep(situation({ signedIn: remembered('openid email') })))).toBe('consent')
    expect(word(nextStep(situation({ signedIn: remembered('openid email offline_access') })))).toBe('respond')
  })

  it('a client that must ask is asked for even where the server would skip it', () => {
    const settings = { consent: 'skip' as const }
    expect(word(nextStep(situation({ settings }, { client: { skip_consent: false } as Client })))).toBe(
      'consent'
    )
    expect(word(nextStep(situation({ settings })))).toBe('respond')
  })
})
