import type { ClaimRequest } from '../../../model'
import { OAuthError } from '../../oauth-error'
import type { NextStep, Situation, SignedIn } from './situation'

const SIGN_IN: NextStep = { kind: 'page', page: 'sign-in' }

/**
 * What is missing of an authentication as the request wants it (OpenID Connect Core §3.1.2.1 and §3.1.2.3); undefined: nothing.
 * A sign-in on the way of this very request settles what asks for one, and what it leaves open no other will mend.
 */
export function authenticationStep({ wish, signedIn, interaction, now }: Situation): NextStep | undefined {
  if (!signedIn) return SIGN_IN
  const { session } = signedIn
  const isFresh = interaction?.signed_in_at !== undefined && interaction.selected_sub === session.sub
  const wantsFresh = wish.prompt.includes('login') || wish.prompt.includes('create')
  const isTooOld = wish.maxAge !== undefined && now - session.auth_time > wish.maxAge
  if (!isFresh && (wantsFresh || isTooOld || wish.maxAge === 0)) return SIGN_IN
  const shortcoming = shortcomingOf(wish, signedIn)
  if (shortcoming) return isFresh ? { kind: 'refuse', refusal: shortcoming } : SIGN_IN
  if (wish.prompt.includes('select_account') && interaction?.selected_sub !== session.sub)
    return { kind: 'page', page: 'select-account' }
  return undefined
}

/** Why this person, or the way they signed in, is not what the request wants. */
function shortcomingOf(wish: Situation['wish'], { session, subject }: SignedIn): OAuthError | undefined {
  if (wish.idTokenHint && wish.idTokenHint.sub !== session.sub)
    return anotherPerson(
      'id_token_hint is about somebody else than who signed in (OpenID Connect Core section 3.1.2.1).'
    )
  // §3.1.2.2: with a sub in the claims parameter there is an answer for that person alone.
  if (!meets(wish.claims?.id_token?.sub, subject) || !meets(wish.claims?.userinfo?.sub, subject))
    return anotherPerson(
      'The claims parameter names another sub than who signed in (OpenID Connect Core section 3.1.2.2).'
    )
  const acr = wish.claims?.id_token?.acr
  // §5.5.1.1: an essential acr that can't be had is a failed authentication; any other is a wish.
  if (acr?.essential && !meets(acr, session.acr))
    return new OAuthError(
      'unmet_authentication_requirements',
      'authentication-too-weak',
      `The claims parameter wants acr ${wanted(acr)}, and the sign-in reached ${session.acr ?? 'none'} (OpenID Connect Core section 5.5.1.1).`
    )
  return undefined
}

function meets(request: ClaimRequest | undefined, actual: string | undefined): boolean {
  if (request?.value !== undefined && request.value !== actual) return false
  return request?.values === undefined || request.values.includes(actual)
}

function wanted({ value, values = [] }: NonNullable<ClaimRequest>): string {
  return [value, ...values].filter((one) => typeof one === 'string').join(' or ')
}

function anotherPerson(description: string): OAuthError {
  return new OAuthError('login_required', 'sign-in-required', description)
}
