import {
  IDENTIFIER_LENGTHS,
  isConfidential,
  type Client,
  type Confirmation,
  type IssuedToken,
  type Settings
} from '../../model'
import type { Clock, Random } from '../../ports'
import type { Decision } from './decision'
import type { Unfinished } from './issue'
import type { MadeToken } from './make-access-token'
import { tokenDigest } from './token-digest'

/** Makes the refresh token that a decision brings along, to be stored; undefined: it brings none. */
export type MakeRefreshToken = (
  client: Client,
  settings: Settings,
  decision: Decision,
  cnf?: Confirmation
) => MadeToken | undefined

/** 256 bits and more, as 50 characters of 5.95 bits each. */
const SALT_CHARACTERS = 50

export function createMakeRefreshToken({
  clock,
  random
}: {
  clock: Clock
  random: Random
}): MakeRefreshToken {
  return (client, settings, decision, cnf) => {
    if (!decision.authorization) return undefined
    if (decision.refreshToken === undefined && !isRefreshable(client, settings, decision)) return undefined
    const token = decision.refreshToken ?? random.alphanumeric(IDENTIFIER_LENGTHS.opaqueToken)
    const { scope, resources, sub } = decision.authorization
    const now = clock.nowSeconds()
    const record: Unfinished<IssuedToken> = {
      id: tokenDigest(token),
      kind: 'refresh_token',
      format: 'opaque',
      client_id: client.client_id,
      sub,
      // RFC 6749 §6: the refresh token keeps the whole scope, whatever the access token beside it was narrowed to.
      scope,
      iat: now,
      exp: now + (client.lifetimes.refresh_token ?? settings.lifetimes.refresh_token),
      authorization_id: decision.authorization.id,
      successor_salt: random.alphanumeric(SALT_CHARACTERS)
    }
    if (resources.length) record.aud = resources
    // RFC 9449 §5, RFC 8705 §7.1: whoever can't prove to be the client proves the key; the others prove themselves.
    if (cnf && !isConfidential(client)) record.cnf = cnf
    if (decision.actor) record.act = decision.actor
    return { token, record }
  }
}

function isRefreshable(client: Client, settings: Settings, { refreshable }: Decision): boolean {
  return (
    refreshable === true &&
    settings.flows.oauth2_refresh_token &&
    client.grant_types.includes('refresh_token')
  )
}
