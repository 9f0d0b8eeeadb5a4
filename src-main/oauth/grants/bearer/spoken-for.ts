import { consentId, type Client, type User } from '../../../model'
import type { People, Store } from '../../../ports'
import { isCovered, type AskedConsent } from '../../authorization/steps/asked-consent'
import { OAuthError } from '../../oauth-error'

/** A person for whom a client speaks without asking them. */
export interface SpokenFor {
  /** The person whom an assertion names, by subject or by the name of their sign-in. Throws `invalid_grant`. */
  find(name: string): Promise<User & { readonly sub: string }>
  /**
   * Nobody can be asked here, so that nobody may have to be: the client has `skip_consent`, consent is switched off, or the person
   * let the client have all of this before. Throws `invalid_grant`.
   */
  requireConsent(client: Client, sub: string, asked: AskedConsent): Promise<void>
}

export function createSpokenFor({
  consents,
  settings,
  people
}: Pick<Store, 'consents' | 'settings'> & { people: Pick<People, 'bySubject' | 'byLogin'> }): SpokenFor {
  return {
    async find(name) {
      const user = (await people.bySubject(name)) ?? (await people.byLogin(name))
      if (user?.sub !== undefined) return { ...user, sub: user.sub }
      // Unknown and blocked people look alike.
      throw new OAuthError(
        'invalid_grant',
        'person-unknown',
        'The assertion is refused: its sub names nobody for whom a token can be had; it holds a sub, a user name or the client_id.'
      )
    },

    async requireConsent(client, sub, asked) {
      if (client.skip_consent || (await settings.get()).consent === 'skip') return
      if (isCovered(asked, await consents.get(consentId(sub, client.client_id)))) return
      throw new OAuthError(
        'invalid_grant',
        'consent-required',
        'The person did not let this client have that. Let them sign in with it once and agree, or give the client skip_consent.'
      )
    }
  }
}
