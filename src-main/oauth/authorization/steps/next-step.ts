import type { Consent } from '../../../model'
import { OAuthError } from '../../oauth-error'
import { isCovered, type AskedConsent } from './asked-consent'
import { authenticationStep } from './authentication-step'
import type { InteractionPage } from './authorization-outcome'
import type { NextStep, Situation } from './situation'
import type { Wish } from './wish'

/**
 * The one place that names what comes next on the way of an authorization request (OpenID Connect Core §3.1.2.3 and §3.1.2.4, RFC 6749
 * §4.1.1): every page returns to the endpoint, and the endpoint asks here.
 */
export function nextStep(situation: Situation): NextStep {
  const { wish, signedIn, interaction } = situation
  if (interaction?.refused) return { kind: 'refuse', refusal: denied('went back instead of signing in') }
  const step = withoutPages(wish, authenticationStep(situation))
  if (step || !signedIn) return step ?? page('sign-in')
  const { asked, session } = signedIn
  if (asked instanceof OAuthError) return { kind: 'refuse', refusal: asked }
  const decided = interaction?.consent?.sub === session.sub ? interaction.consent : undefined
  if (decided?.decision === 'deny')
    return { kind: 'refuse', refusal: denied('refused to let this client have what it asked for') }
  if (!decided)
    return needsConsent(situation, asked, signedIn.consent)
      ? withoutPages(wish, page('consent'))!
      : { kind: 'respond', scope: asked.scope }
  const given = decided.scope.split(' ')
  // Without openid it would be another protocol's request, so that is not for the person to leave out.
  return {
    kind: 'respond',
    scope: asked.scope.filter((token) => token === 'openid' || given.includes(token))
  }
}

/** `offline_access` is among what consent is for (OpenID Connect Core §11); where nobody is asked, that was the administrator's decision. */
function needsConsent(
  { wish, settings }: Situation,
  asked: AskedConsent,
  consent: Consent | undefined
): boolean {
  if (wish.prompt.includes('consent')) return true
  if (wish.client.skip_consent ?? settings.consent === 'skip') return false
  return !isCovered(asked, consent)
}

function page(name: InteractionPage): NextStep {
  return { kind: 'page', page: name }
}

const WITHOUT_PAGE = {
  'sign-in': ['login_required', 'sign-in-required', 'nobody is signed in as the request wants it'],
  'select-account': [
    'account_selection_required',
    'account-selection-required',
    'an account has to be chosen'
  ],
  consent: ['consent_required', 'consent-required', 'the person has yet to agree']
} as const

/** OpenID Connect Core §3.1.2.1: with prompt=none no page may be shown, and §3.1.2.6 names the error instead. */
function withoutPages(wish: Wish, step: NextStep | undefined): NextStep | undefined {
  if (step?.kind !== 'page' || !wish.prompt.includes('none')) return step
  const [code, reason, why] = WITHOUT_PAGE[step.page]
  const description = `The request says prompt=none, but ${why}; send it again without prompt=none (OpenID Connect Core section 3.1.2.6).`
  return { kind: 'refuse', refusal: new OAuthError(code, reason, description) }
}

/** RFC 6749 §4.1.2.1. */
function denied(what: string): OAuthError {
  return new OAuthError('access_denied', 'person-refused', `The person ${what}.`)
}
