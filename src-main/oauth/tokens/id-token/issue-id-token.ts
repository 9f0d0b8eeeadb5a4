import type { Clock, Store } from '../../../ports'
import { mergeLayers } from '../../claims/claim-layer'
import type { EncryptForClient } from './encrypt-for-client'
import type { IdTokenClaims } from './id-token-claims'
import { idTokenFrame } from './id-token-frame'
import type { IssueIdToken } from '../issue'
import type { SigningKeys } from '../keys/signing-keys'
import type { TokenFaults } from '../token-faults'

/** Makes ID tokens (OpenID Connect Core §2), signed and, for who registered that, encrypted besides (§10.2). */
export function createIssueIdToken({
  settings,
  idTokenClaims,
  signingKeys,
  encryptForClient,
  tokenFaults,
  clock
}: {
  settings: Store['settings']
  idTokenClaims: IdTokenClaims
  signingKeys: SigningKeys
  encryptForClient: EncryptForClient
  tokenFaults: TokenFaults
  clock: Clock
}): IssueIdToken {
  return async (request) => {
    const { client } = request
    const meant = idTokenFrame(client, await settings.get(), clock.nowSeconds())
    const frame = { ...meant, exp: tokenFaults.endOf(client, meant) }
    const key = await signingKeys.prepared(frame.alg)
    const layers = await idTokenClaims(request, frame)
    const said = { typ: 'JWT', claims: mergeLayers(layers) }
    return encryptForClient(client, 'id_token', await tokenFaults.sign(client, key, said))
  }
}
