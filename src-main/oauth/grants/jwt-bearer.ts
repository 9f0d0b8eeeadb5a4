import { isConfidential, type Client } from '../../model'
import type { Store } from '../../ports'
import type { Form } from '../form'
import { OAuthError } from '../oauth-error'
import type { PersonScope } from '../scope/person-scope'
import { scopeAtResources } from '../resource'
import { grantScope } from '../scope/scope'
import type { Decision } from '../tokens/decision'
import type { ReadBearerAssertion } from './bearer/read-bearer-assertion'
import type { SpokenFor } from './bearer/spoken-for'
import type { Grant } from './grant'
import type { OpenAuthorization } from './authorization/open-authorization'
import { requestedDetails, requestedResources } from './requested-target'

/**
 * The JWT bearer grant (RFC 7523 §2.1): an assertion that the client signed with a key of its own, about itself or about a person.
 * RFC 7521 §4.1 leaves client authentication open; here the client always authenticates as it is registered, which a
 * public one does by its client_id, since the assertion proves it. No refresh token: a new assertion does the same.
 */
export function createJwtBearerGrant({
  scopes,
  settings: settingsDocument,
  personScope,
  readAssertion,
  spokenFor,
  openAuthorization
}: Pick<Store, 'scopes' | 'settings'> & {
  personScope: PersonScope
  readAssertion: ReadBearerAssertion
  spokenFor: SpokenFor
  openAuthorization: OpenAuthorization
}): Grant {
  async function forItself(client: Client, form: Form): Promise<Decision> {
    if (!isConfidential(client))
      throw new OAuthError(
        'unauthorized_client',
        'client-public',
        'A client that is registered with the method none gets no token for itself (RFC 6749 section 4.4).'
      )
    const settings = await settingsDocument.get()
    const requestedScope = form.get('scope')
    const audience = requestedResources(form, settings)
    const details = requestedDetails(form, client)
    const scope = await grantScope(scopes, client, requestedScope)
    return {
      scope: scopeAtResources(scope, audience, settings.resources),
      requestedScope,
      audience,
      ...(details && { authorizationDetails: details })
    }
  }

  async function forPerson(client: Client, name: string, form: Form): Promise<Decision> {
    const person = await spokenFor.find(name)
    const settings = await settingsDocument.get()
    const requestedScope = form.get('scope')
    const resources = requestedResources(form, settings)
    const details = requestedDetails(form, client)
    const scope = await personScope.heldBy(person, await personScope.requestable(client, requestedScope))
    const asked = { scope, claims: [], authorizationDetails: details ?? [] }
    await spokenFor.requireConsent(client, person.sub, asked)
    const authorization = await openAuthorization(client, {
      sub: person.sub,
      scope,
      resources,
      ...(details && { authorization_details: details })
    })
    return {
      subject: person.sub,
      scope: scopeAtResources(scope, resources, settings.resources),
      requestedScope,
      audience: resources,
      authorization,
      ...(details && { authorizationDetails: details })
    }
  }

  return {
    type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    confidentialOnly: false,
    async authorize(client, form) {
      const assertion = form.require('assertion', 'a JWT that the client signed (RFC 7523 section 2.1).')
      const sub = await readAssertion(client, assertion)
      return sub === client.client_id ? forItself(client, form) : forPerson(client, sub, form)
    }
  }
}
