import { IDENTIFIER_LENGTHS, type Client } from '../../model'
import type { Clock, Random, Store } from '../../ports'
import { ENDPOINT_PATHS } from '../endpoint-paths'
import { OAuthError } from '../oauth-error'
import type { ProtocolRequest } from '../protocol-request'
import type { FindToken } from '../tokens/find-token'
import { tokenDigest } from '../tokens/token-digest'

/** Ten years in seconds: the client has no other way to its own registration. */
const LIFETIME = 315_360_000

export interface RegistrationTokens {
  /** A registration access token (RFC 7592 §1.3) for a client that is about to be stored. */
  issue(client_id: string): Promise<string>
  forget(token: string): Promise<void>
  /** The client that a request to its registration is about, and the token that proves it. Throws `invalid_token`. */
  requireClient(request: ProtocolRequest): Promise<{ client: Client; token: string }>
}

export function createRegistrationTokens({
  tokens,
  findToken,
  clock,
  random
}: Pick<Store, 'tokens'> & {
  findToken: FindToken
  clock: Clock
  random: Random
}): RegistrationTokens {
  return {
    async issue(client_id) {
      const token = random.alphanumeric(IDENTIFIER_LENGTHS.opaqueToken)
      const iat = clock.nowSeconds()
      await tokens.insert({
        id: tokenDigest(token),
        kind: 'registration_access_token',
        format: 'opaque',
        client_id,
        scope: '',
        iat,
        exp: iat + LIFETIME
      })
      return token
    },

    async forget(token) {
      await tokens.remove(tokenDigest(token))
    },

    async requireClient({ headers, path }) {
      const token = /^Bearer +([A-Za-z0-9]+)$/i.exec(headers.authorization ?? '')?.[1]
      const live = token === undefined ? undefined : await findToken(token)
      // RFC 7592 §2: a token is for one client alone. Nothing here tells whether there is the client of the path.
      const isItsOwn =
        live?.record.kind === 'registration_access_token' &&
        path === `${ENDPOINT_PATHS.registration}/${encodeURIComponent(live.client.client_id)}`
      if (isItsOwn && token !== undefined) return { client: live.client, token }
      throw new OAuthError(
        'invalid_token',
        'registration-token-refused',
        'Send the registration access token of this very client as Authorization: Bearer (RFC 7592 section 2).',
        {
          status: 401,
          headers: {
            'WWW-Authenticate': `Bearer realm="oauth2"${token === undefined ? '' : ', error="invalid_token"'}`
          }
        }
      )
    }
  }
}
