import type { Clock, Store } from '../../../ports'
import { mergeLayers } from '../../claims/claim-layer'
import type { EncryptForClient } from './encrypt-for-client'
import type { IdTokenClaims } from './id-token-claims'
import { idTokenFrame } from './id-token-frame'
import type { IssueIdToken } from '../issue'
import { signJwt } from '../keys/prepared-key'
import type { SigningKeys } from '../keys/signing-keys'

/** Makes ID tokens (OpenID Connect Core §2), signed and, for who registered that, encrypted besides (§10.2). */
export function createIssueIdToken({
  settings,
  idTokenClaims,
  signingKeys,
  encryptForClient,
  clock
}: {
  settings: Store['settings']
  idTokenClaims: IdTokenClaims
  signingKeys: SigningKeys
  encryptForClient: EncryptForClient
  clock: Clock
}): IssueIdToken {
  return async (request) => {
    const { client } = request
    const frame = idTokenFrame(client, await settings.get(), clock.nowSeconds())
    const key = await signingKeys.prepared(frame.alg)
    const layers = await idTokenClaims(request, frame)
    return encryptForClient(client, 'id_token', await signJwt(key, 'JWT', mergeLayers(layers)))
  }
}
