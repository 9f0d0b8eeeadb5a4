import type { Store } from '../../ports'
import { scopeAtResources } from '../resource'
import { grantScope } from '../scope/scope'
import type { Grant } from './grant'
import { requestedDetails, requestedResources } from './requested-target'

/**
 * The client credentials grant (RFC 6749 §4.4): the client acts for itself, and must be able to prove that it is itself.
 * §4.4.3: there is no refresh token. RFC 9396 §6: the token request itself may hold `authorization_details`.
 */
export function createClientCredentialsGrant({
  scopes,
  settings: settingsDocument
}: Pick<Store, 'scopes' | 'settings'>): Grant {
  return {
    type: 'client_credentials',
    confidentialOnly: true,
    async authorize(client, form) {
      const settings = await settingsDocument.get()
      const requestedScope = form.get('scope')
      const audience = requestedResources(form, settings)
      const authorizationDetails = requestedDetails(form, client)
      const granted = await grantScope(scopes, client, requestedScope)
      const scope = scopeAtResources(granted, audience, settings.resources)
      return { scope, requestedScope, audience, authorizationDetails }
    }
  }
}
