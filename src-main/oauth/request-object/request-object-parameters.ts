import type { JWTPayload } from 'jose'
import { parseScopeList, type Client } from '../../model'
import { REQUEST_PARAMETERS } from '../authorization/request/effective-parameters'
import type { Form } from '../form'
import { requestObjectRefusal } from './request-object-refusal'

/** Parameters whose value in a request object is JSON itself (OpenID Connect Core §6.1, RFC 9396 §4). */
const JSON_VALUES: readonly string[] = ['claims', 'authorization_details']

/**
 * What OpenID Connect Core §6.1 wants to stand outside, so that the request is one of OAuth 2.0. Where the request object leaves it
 * out, it counts from there, unless the client must sign. Of everything else only what was signed counts (RFC 9101 §6.3).
 */
const ALSO_OUTSIDE = ['response_type', 'scope'] as const

/** The parameters that a request object holds, as a form. Throws `invalid_request_object`. */
export function requestObjectParameters(claims: JWTPayload, outside: Form, client: Client): string {
  refuseContradictions(claims, outside, client.client_id)
  const parameters = new URLSearchParams()
  for (const name of REQUEST_PARAMETERS) {
    const value = claims[name]
    if (value !== undefined) parameters.append(name, textOf(name, value))
  }
  const { resource = [] } = claims
  for (const one of Array.isArray(resource) ? (resource as unknown[]) : [resource])
    parameters.append('resource', textOf('resource', one))
  const isOpenId = parseScopeList(outside.get('scope')).includes('openid')
  for (const name of isOpenId && !client.require_signed_request_object ? ALSO_OUTSIDE : []) {
    const value = outside.get(name)
    if (value !== undefined && !parameters.has(name)) parameters.append(name, value)
  }
  return parameters.toString()
}

function refuseContradictions(claims: JWTPayload, outside: Form, clientId: string): void {
  // RFC 9101 §4: a request object holds no other one.
  for (const name of ['request', 'request_uri'])
    if (name in claims) throw requestObjectRefusal('request-object-claim-wrong', `it must not hold ${name}`)
  // RFC 9101 §5: the client_id stands on both sides; OpenID Connect Core §6.1 says the same of response_type.
  if (claims.client_id !== clientId)
    throw requestObjectRefusal(
      'parameter-contradicts',
      'client_id in it must be there, and be the client_id beside it'
    )
  const responseType = outside.get('response_type')
  if (responseType !== undefined && ![undefined, responseType].includes(claims.response_type as string))
    throw requestObjectRefusal(
      'parameter-contradicts',
      'response_type in it is another than the one beside it'
    )
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value
  if (name === 'max_age' && typeof value === 'number') return String(value)
  if (JSON_VALUES.includes(name) && typeof value === 'object' && value !== null) return JSON.stringify(value)
  throw requestObjectRefusal(
    'request-object-malformed',
    `${name} in it is no ${name === 'max_age' ? 'number' : 'text'}`
  )
}
