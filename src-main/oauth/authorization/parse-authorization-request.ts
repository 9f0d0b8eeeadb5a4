import type { Client } from '../../model'
import type { Store } from '../../ports'
import type { AuthenticatedClient } from '../client-auth/method'
import { parseForm, type Form } from '../form'
import { OAuthError } from '../oauth-error'
import type { AuthorizationRequest, RedirectTarget } from './authorization-request'
import { RefusedAuthorization } from './refused-authorization'
import type { CheckRequest } from './request/check-request'
import { requireKnownClient } from './request/known-client'
import { requireTarget } from './request/redirect-target'
import type { ResolveRequest } from './request/resolve-request'

export interface ParseOptions {
  /**
   * The parameters are those of `AuthorizationRequest.parameters`: pushed and signed requests are resolved in them already, so
   * nothing is fetched or consumed again, and a client that must push or sign has done so. Everything else is checked again.
   */
  readonly resolved?: boolean
  /** RFC 9126 §2.1: the client that pushes the request, proven already. */
  readonly pushedBy?: AuthenticatedClient
}

/**
 * Reads and checks an authorization request from its parameters, pushed and signed ones included.
 * Throws OAuthError for what must not be sent to the redirect URI, and RefusedAuthorization for what is.
 *
 * A request that comes back from the pages is parsed again from what the interaction kept:
 * `parse(interaction.parameters, { resolved: true })`. A DPoP key is among these parameters as `dpop_jkt`.
 */
export type ParseAuthorizationRequest = (
  parameters: string,
  options?: ParseOptions
) => Promise<AuthorizationRequest>

export function createParseAuthorizationRequest({
  clients,
  users,
  resolveRequest,
  checkRequest
}: Pick<Store, 'clients' | 'users'> & {
  resolveRequest: ResolveRequest
  checkRequest: CheckRequest
}): ParseAuthorizationRequest {
  return async (parameters, { resolved = false, pushedBy } = {}) => {
    const sent = parseForm(parameters)
    const client = pushedBy ?? (await requireKnownClient({ clients, users }, sent))
    const form = resolved
      ? sent
      : await toldTo(targetOfSender(client, sent), () => resolveRequest(client, sent, pushedBy !== undefined))
    const target = requireTarget(client, form)
    return toldTo(target, () => checkRequest(target, form))
  }
}

/** A refusal on the way is told at the target, where there is one (RFC 6749 §4.1.2.1). */
async function toldTo<T>(target: RedirectTarget | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (target && error instanceof OAuthError) throw new RefusedAuthorization(target, error)
    throw error
  }
}

/**
 * Where the client is told that its request object or pushed request is of no use (RFC 9101 §6): what stands inside can't be
 * believed then, so that it takes a registered redirect URI outside. Without one, the person sees it on a page.
 */
function targetOfSender(client: Client, sent: Form): RedirectTarget | undefined {
  if (sent.get('redirect_uri') === undefined) return undefined
  try {
    return requireTarget(client, sent)
  } catch (error) {
    if (error instanceof OAuthError) return undefined
    throw error
  }
}
