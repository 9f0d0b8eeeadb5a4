import type { Client, ResponseType, Settings } from '../../../model'
import { OAuthError } from '../../oauth-error'
import type { PersonScope } from '../../scope/person-scope'
import { scopeAtResources } from '../../resource'

export interface ScopeQuestion {
  readonly client: Client
  readonly settings: Settings
  readonly responseType: ResponseType
  readonly resources: readonly string[]
  /** As the request spelled it. */
  readonly requested: string | undefined
}

/** What of the scope that a request asks for its client may have, and the resources know. Throws `invalid_scope`. */
export async function readScope(
  personScope: Pick<PersonScope, 'requestable'>,
  { client, settings, responseType, resources, requested }: ScopeQuestion
): Promise<readonly string[]> {
  const requestable = await personScope.requestable(client, requested)
  if (responseType.split(' ').includes('id_token') && !requestable.includes('openid'))
    throw new OAuthError(
      'invalid_scope',
      'scope-openid-missing',
      `The response_type ${responseType} asks for an ID token, so that the scope must hold openid (OpenID Connect Core section 3.1.2.1).`
    )
  const scope = mayBeOffline(client, settings, responseType)
    ? requestable
    : requestable.filter((token) => token !== 'offline_access')
  return scopeAtResources(scope, resources, settings.resources)
}

/**
 * OpenID Connect Core §11: `offline_access` is ignored unless there is a code to be exchanged, and here unless a refresh token
 * could come of it. The section also wants `prompt=consent` or another condition that permits it. Ours is the other condition:
 * `offline_access` is a scope of its own in every consent, so that it was agreed to on the page, then or before, or an
 * administrator has said that this client, or nobody, is asked.
 */
function mayBeOffline(client: Client, settings: Settings, responseType: ResponseType): boolean {
  return (
    responseType.split(' ').includes('code') &&
    client.grant_types.includes('refresh_token') &&
    settings.flows.oauth2_refresh_token
  )
}
