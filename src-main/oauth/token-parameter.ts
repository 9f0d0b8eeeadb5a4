import type { Settings } from '../model'
import { parseForm, type Form } from './form'
import { OAuthError } from './oauth-error'

/**
 * The token that introspection and revocation are about (RFC 7662 §2.1, RFC 7009 §2.1). `token_type_hint` is only a hint,
 * and a lookup by digest needs none.
 */
export function requireTokenParameter(form: Form, query: string, settings: Settings): string {
  const token = form.get('token')
  const queried = query.includes('token=') ? parseForm(query).get('token') : undefined
  if (queried === undefined) return token ?? form.require('token', 'send it in the form body.')
  if (!settings.compatibility.token_in_query)
    throw new OAuthError(
      'invalid_request',
      'token-in-query',
      'The parameter token stands in the query string, where logs keep it; send it in the form body, or switch on compatibility.token_in_query.'
    )
  if (token !== undefined)
    throw new OAuthError(
      'invalid_request',
      'parameter-repeated',
      'The parameter token stands both in the query string and in the body; send it once.'
    )
  return queried
}
