import type { CollectionRequest, Draft, StandInChoice } from '../../contract'
import { fillVariables, type Variables } from './fill-variables'

/** What a saved request asks for, and as whom. */
export interface AskedRequest {
  readonly draft: Draft
  readonly as?: StandInChoice
  readonly expect?: CollectionRequest['expect']
}

/** A saved request with its variables filled in; `target` is another issuer. Throws RequestNotBuilt. */
export function draftOfRequest(
  request: CollectionRequest,
  variables: Variables,
  target?: string
): AskedRequest {
  const own = { 'client.id': request.client_id, 'user.name': request.user }
  const { name: _name, user, expect, ...draft } = fillVariables(request, { ...variables, ...own })
  return {
    draft: { ...draft, ...(target === undefined ? {} : { target: { issuer: target } }) } as Draft,
    ...(user === undefined ? {} : { as: { username: user } }),
    ...(expect && { expect })
  }
}
