import type { Authentication, Parameter } from './authentication'
import type { BuiltRequest } from './built-request'
import { formEncode } from './form-encode'

/**
 * A form to an endpoint, with what proves the client after the request's own parameters. `client_id` stands once, whoever of the two
 * names it (RFC 6749 §3.2).
 */
export function formRequest(
  url: string,
  own: readonly Parameter[],
  authentication: Authentication,
  further: readonly Parameter[] = []
): BuiltRequest {
  const names = new Set(own.map(({ name }) => name))
  const proving = authentication.parameters.filter(({ name }) => name !== 'client_id' || !names.has(name))
  const parameters = [...own, ...proving, ...further]
  return {
    request: {
      method: 'POST',
      url,
      headers: [
        ['Accept', 'application/json'],
        ['Content-Type', 'application/x-www-form-urlencoded'],
        ...authentication.headers
      ],
      body: parameters.map(({ name, value }) => `${formEncode(name)}=${formEncode(value)}`).join('&'),
      parameters
    },
    ...(authentication.assertion ? { assertion: authentication.assertion } : {})
  }
}
