import type { Store } from '../../ports'
import { parseResources } from '../resource'
import { grantScope } from '../scope'
import type { Grant } from './grant'

/**
 * The client credentials grant (RFC 6749 §4.4): the client acts for itself, and must be able to prove that it is itself.
 * §4.4.3: there is no refresh token.
 */
export function createClientCredentialsGrant({ scopes }: { scopes: Store['scopes'] }): Grant {
  return {
    type: 'client_credentials',
    confidentialOnly: true,
    async authorize(client, form) {
      const requestedScope = form.get('scope')
      const audience = parseResources(form.all('resource'))
      return { scope: await grantScope(scopes, client, requestedScope), requestedScope, audience }
    }
  }
}
