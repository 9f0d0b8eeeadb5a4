import { decodeFormText } from '../../form'
import { OAuthError } from '../../oauth-error'
import type { Attempt, ClientAuthenticationMethod, CredentialPlace } from '../method'

/** RFC 6749 §2.3.1: HTTP Basic (RFC 7617), whose two halves are form-encoded first. */
export function createClientSecretBasic(
  verify: ClientAuthenticationMethod['verify']
): ClientAuthenticationMethod {
  return { name: 'client_secret_basic', place: authorizationHeader(), verify }
}

function authorizationHeader(): CredentialPlace {
  return {
    name: 'the Authorization header',
    read({ authorization }) {
      if (authorization === undefined) return undefined
      const space = authorization.indexOf(' ')
      const scheme = space === -1 ? authorization : authorization.slice(0, space)
      // RFC 9110 §11.1: the scheme's case doesn't matter.
      if (scheme.toLowerCase() !== 'basic')
        throw new OAuthError(
          'invalid_client',
          'authorization-scheme-unknown',
          'The Authorization header of a client uses the scheme Basic; this one uses another.'
        )
      return parseBasic(authorization.slice(space + 1).trim())
    }
  }
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

function parseBasic(credentials: string): Attempt {
  if (!BASE64.test(credentials)) throw malformed('what follows Basic is not base64')
  const pair = Buffer.from(credentials, 'base64').toString('utf8')
  const colon = pair.indexOf(':')
  if (colon === -1) throw malformed('what was encoded holds no colon between client_id and client_secret')
  const clientId = decodeFormText(pair.slice(0, colon))
  const secret = decodeFormText(pair.slice(colon + 1))
  if (clientId === undefined || secret === undefined)
    throw malformed(
      'it holds a malformed percent escape; form-encode client_id and client_secret first, a percent sign as %25'
    )
  if (clientId === '') throw malformed('client_id is empty')
  return { clientId, evidence: { text: secret } }
}

function malformed(what: string): OAuthError {
  return new OAuthError(
    'invalid_client',
    'basic-malformed',
    `The Authorization header is malformed: ${what}. Expected is Basic and base64 of client_id:client_secret (RFC 6749 section 2.3.1).`
  )
}
