import type { Client, SignInSession } from '../../model'
import type { Clock, Random, Store } from '../../ports'
import type { Subjects } from '../claims/subjects'
import type { EncryptForClient } from '../tokens/id-token/encrypt-for-client'
import { signJwt } from '../tokens/keys/prepared-key'
import type { SigningKeys } from '../tokens/keys/signing-keys'

/** Seconds; OpenID Connect Back-Channel Logout §4 recommends two minutes at most. */
const LIFETIME = 120

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'

/** A logout token for a client, about the session of a person (OpenID Connect Back-Channel Logout §2.4). */
export type IssueLogoutToken = (
  client: Client,
  session: Pick<SignInSession, 'sub' | 'sid'>
) => Promise<string>

export function createIssueLogoutToken({
  settings,
  signingKeys,
  subjects,
  encryptForClient,
  clock,
  random,
  issuer
}: {
  settings: Store['settings']
  signingKeys: SigningKeys
  subjects: Subjects
  encryptForClient: EncryptForClient
  clock: Clock
  random: Random
  issuer: () => string
}): IssueLogoutToken {
  return async (client, { sub, sid }) => {
    const iat = clock.nowSeconds()
    const claims = {
      iss: issuer(),
      sub: await subjects.subjectFor(client, sub),
      aud: client.client_id,
      iat,
      exp: iat + LIFETIME,
      jti: random.uuid(),
      events: { [LOGOUT_EVENT]: {} },
      sid
      // §2.4: never a nonce, so that it can't be taken for an ID token.
    }
    // §2.6, steps 1 and 3: with the algorithms that the client has for its ID tokens.
    const alg = client.id_token_signed_response_alg ?? (await settings.get()).tokens.signing_alg
    const token = await signJwt(await signingKeys.prepared(alg), 'logout+jwt', claims)
    return encryptForClient(client, 'id_token', token)
  }
}
