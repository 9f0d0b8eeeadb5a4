import type { Client } from '../../../model'
import type { Form } from '../../form'
import type { RedirectTarget } from '../authorization-request'
import { requireRedirectUri } from './redirect-uri'
import { readResponseMode } from './response-mode'

/**
 * Where the answer to a request goes, refusals of what else is wrong with it included. This is the one place where a
 * RedirectTarget is made, from a client that is known. Throws OAuthError, which is for a page of ours.
 */
export function requireTarget(client: Client, form: Form): RedirectTarget {
  const uri = requireRedirectUri(client, form)
  const { mode } = readResponseMode(client, form.get('response_type'), form.get('response_mode'))
  const target: Omit<RedirectTarget, symbol> = { client, uri, mode, state: form.get('state') }
  return target as RedirectTarget
}
