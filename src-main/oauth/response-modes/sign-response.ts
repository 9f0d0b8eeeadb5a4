import type { Client } from '../../model'
import type { Clock, Store } from '../../ports'
import type { ResponseFields } from '../response-types/response-part'
import type { EncryptForClient } from '../tokens/id-token/encrypt-for-client'
import { signJwt } from '../tokens/keys/prepared-key'
import type { SigningKeys } from '../tokens/keys/signing-keys'

/** JARM §2.1 recommends ten minutes at most. */
const LIFETIME = 600

/** The JWT of an authorization response (JARM §2.1): what the answer says, from whom, for whom, until when. */
export type SignResponse = (client: Client, fields: ResponseFields) => Promise<string>

export function createSignResponse({
  signingKeys,
  settings,
  encryptForClient,
  issuer,
  clock
}: {
  signingKeys: Pick<SigningKeys, 'prepared'>
  settings: Store['settings']
  encryptForClient: EncryptForClient
  issuer: () => string
  clock: Clock
}): SignResponse {
  return async (client, fields) => {
    const alg = client.authorization_signed_response_alg ?? (await settings.get()).tokens.signing_alg
    const claims = { ...fields, iss: issuer(), aud: client.client_id, exp: clock.nowSeconds() + LIFETIME }
    const jwt = await signJwt(await signingKeys.prepared(alg), 'JWT', claims)
    // JARM §2.2: signed first, then encrypted.
    return encryptForClient(client, 'authorization', jwt)
  }
}
