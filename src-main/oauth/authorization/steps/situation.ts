import type { Consent, Interaction, Settings, SignInSession } from '../../../model'
import type { OAuthError } from '../../oauth-error'
import type { AskedConsent } from './asked-consent'
import type { InteractionPage } from './authorization-outcome'
import type { Wish } from './wish'

/** Who is signed in, and what of the request they can give. */
export interface SignedIn {
  readonly session: SignInSession
  /** Their subject as this client knows it (OpenID Connect Core §8). */
  readonly subject: string
  /** What consent would be asked for, or why there is nothing that this person can give. */
  readonly asked: AskedConsent | OAuthError
  /** What they let this client have before. */
  readonly consent?: Consent
}

/** All that the next step depends on. */
export interface Situation {
  readonly wish: Wish
  readonly signedIn?: SignedIn
  /** None: the request has just come. */
  readonly interaction?: Pick<Interaction, 'signed_in_at' | 'selected_sub' | 'consent' | 'refused'>
  readonly settings: Pick<Settings, 'consent'>
  /** Seconds since 1970. */
  readonly now: number
}

export type NextStep =
  | { readonly kind: 'refuse'; readonly refusal: OAuthError }
  | { readonly kind: 'page'; readonly page: InteractionPage }
  | { readonly kind: 'respond'; readonly scope: readonly string[] }
