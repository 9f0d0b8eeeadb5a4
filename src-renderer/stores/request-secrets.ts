import type { PlaygroundExchange, RawRequest } from '../../src-main/contract'

/** Every spelling under which what proves a client stands in a request: as it is, form-encoded, and in the Authorization header. */
export function secretsOfRequest(request: RawRequest | undefined): string[] {
  if (!request) return []
  const proofs = request.parameters
    .filter(({ role }) => role === 'client_secret' || role === 'client_assertion')
    .flatMap(({ value }) => [value, formEncoded(value)])
  const credentials = request.headers
    .filter(([name]) => name.toLowerCase() === 'authorization')
    .map(([, value]) => value.replace(/^\S+ /, ''))
  return [...proofs, ...credentials].filter((secret) => secret !== '')
}

/** A value as a form carries it: a space is a plus sign there (RFC 6749 appendix B). */
const formEncoded = (value: string) => new URLSearchParams([['', value]]).toString().slice(1)

/** The same of an exchange, with the token that came back. */
export function secretsOfExchange(exchange: PlaygroundExchange): string[] {
  const token = /"access_token"\s*:\s*"([^"]+)"/.exec(exchange.response?.body ?? '')?.[1]
  return [...secretsOfRequest(exchange.request), ...(token ? [token] : [])]
}
