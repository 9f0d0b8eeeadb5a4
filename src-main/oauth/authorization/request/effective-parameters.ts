import type { Form } from '../../form'

/** The parameters of an authorization request that this server knows; every other is ignored (RFC 6749 §3.1). */
export const REQUEST_PARAMETERS = [
  'client_id',
  'response_type',
  'redirect_uri',
  'scope',
  'state',
  'response_mode',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'prompt',
  'max_age',
  'login_hint',
  'id_token_hint',
  'acr_values',
  'claims',
  'ui_locales',
  'display',
  'authorization_details',
  'dpop_jkt'
] as const

export type RequestParameter = (typeof REQUEST_PARAMETERS)[number]

/** What a request says, as a form without anything else that came with it, such as credentials. `own` stands before what was sent. */
export function effectiveParameters(
  form: Form,
  own: Partial<Record<RequestParameter, string | undefined>> = {}
): string {
  const parameters = new URLSearchParams()
  for (const name of REQUEST_PARAMETERS) {
    const value = own[name] ?? form.get(name)
    if (value !== undefined) parameters.append(name, value)
  }
  for (const resource of form.all('resource')) parameters.append('resource', resource)
  return parameters.toString()
}
