import type { Client, Settings } from '../../../model'
import type { IdTokenFrame } from './id-token-claims'
import { idTokenLifetime } from './id-token-lifetime'

/** How an ID token of the client that is made now is signed, and how long it lives. */
export function idTokenFrame(client: Client, settings: Settings, nowSeconds: number): IdTokenFrame {
  return {
    alg: client.id_token_signed_response_alg ?? settings.tokens.signing_alg,
    iat: nowSeconds,
    exp: nowSeconds + idTokenLifetime(client, settings)
  }
}
