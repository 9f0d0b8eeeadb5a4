import type { Form } from '../form'
import type { ProtocolRequest } from '../protocol-request'
import { resourceRefusal, tokenWanted, type TokenScheme } from './resource-refusal'

/** An access token as it came. */
export interface SentToken {
  readonly token: string
  readonly scheme: TokenScheme
}

/** RFC 6750 §2.1 and RFC 9449 §7.1: the scheme, in any case (RFC 9110 §11.1), and a token68. */
const CREDENTIALS = /^(bearer|dpop) +([A-Za-z0-9\-._~+/]+=*) *$/i

/** The one access token of a request: in the header, or in a form (RFC 6750 §2.2). Throws `invalid_request`, or asks for one. */
export function requireSentToken({ headers, query }: ProtocolRequest, form?: Form): SentToken {
  // RFC 6750 §5.3 and RFC 9700 §4.3.2: addresses end up in logs and histories.
  if (query !== '' && new URLSearchParams(query).has('access_token'))
    throw resourceRefusal({
      code: 'invalid_request',
      reason: 'token-in-query',
      description:
        'The access token stands in the address, where logs keep it; send it in the Authorization header (RFC 6750 section 2.1).'
    })
  const fromHeader = headers.authorization === undefined ? undefined : parseHeader(headers.authorization)
  const inForm = form?.get('access_token')
  if (fromHeader && inForm !== undefined)
    throw resourceRefusal({
      code: 'invalid_request',
      reason: 'token-twice',
      description:
        'The access token stands in the Authorization header and in the body; send it once (RFC 6750 section 2).'
    })
  const sent = fromHeader ?? (inForm === undefined ? undefined : { token: inForm, scheme: 'Bearer' as const })
  if (sent) return sent
  throw tokenWanted()
}

/** Credentials of another scheme, such as Basic, are no token. */
function parseHeader(authorization: string): SentToken | undefined {
  const [, scheme, token] = CREDENTIALS.exec(authorization) ?? []
  if (scheme && token) return { token, scheme: scheme.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer' }
  if (!/^(bearer|dpop)( |$)/i.test(authorization)) return undefined
  throw resourceRefusal({
    code: 'invalid_request',
    reason: 'token-missing',
    description: 'What follows the scheme in the Authorization header is no token (RFC 6750 section 2.1).'
  })
}
