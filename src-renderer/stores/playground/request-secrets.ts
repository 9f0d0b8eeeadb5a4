import type { PlaygroundExchange, RawRequest } from '../../../src-main/contract'

/** What nobody else may read over a shoulder: what proves a client or a person, and tokens. */
const SECRET_ROLES: ReadonlySet<string | undefined> = new Set([
  ...['client_secret', 'client_assertion', 'password'],
  ...['access_token', 'refresh_token', 'assertion']
])

/** Every spelling under which what proves a client stands in a request: as it is, form-encoded, and in the Authorization header. */
export function secretsOfRequest(request: RawRequest | undefined): string[] {
  if (!request) return []
  const proofs = request.parameters
    .filter(({ role }) => SECRET_ROLES.has(role))
    .flatMap(({ value }) => [value, formEncoded(value)])
  const credentials = request.headers
    .filter(([name]) => name.toLowerCase() === 'authorization')
    .map(([, value]) => value.replace(/^\S+ /, ''))
  return [...proofs, ...credentials].filter((secret) => secret !== '')
}

/** A value as a form carries it: a space is a plus sign there (RFC 6749 appendix B). */
const formEncoded = (value: string) => new URLSearchParams([['', value]]).toString().slice(1)

/** The same of an exchange, with the tokens that came back. */
export function secretsOfExchange(exchange: PlaygroundExchange): string[] {
  const tokens = /"(?:access|refresh|id)_token"\s*:\s*"([^"]+)"/g
  const given = [...(exchange.response?.body ?? '').matchAll(tokens)].map(([, token]) => token!)
  return [...secretsOfRequest(exchange.request), ...given]
}
