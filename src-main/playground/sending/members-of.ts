import { decodeJwt } from 'jose'
import type { HttpResponse } from '../../ports'

/** The members of an answer: of JSON, or of the signed answer that userinfo and introspection may give (OpenID Connect Core §5.3.2, RFC 9701 §5). */
export function membersOf({
  headers,
  body
}: Pick<HttpResponse, 'headers' | 'body'>): Record<string, unknown> {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  try {
    const claims = /jwt/i.test(type) ? decodeJwt(body) : objectOf(JSON.parse(body))
    return { ...claims, ...objectOf(claims.token_introspection) }
  } catch {
    // Neither is a verdict of its own: an unexpected answer.
    return {}
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
