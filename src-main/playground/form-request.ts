import type { Authentication, Parameter } from './authentication'
import type { BuiltRequest } from './built-request'
import { formEncode } from './form-encode'

/** A form to an endpoint, with what proves the client after the request's own parameters. */
export function formRequest(
  url: string,
  own: readonly Parameter[],
  authentication: Authentication,
  further: readonly Parameter[] = []
): BuiltRequest {
  const parameters = [...own, ...authentication.parameters, ...further]
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
