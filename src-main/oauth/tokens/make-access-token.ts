import {
  IDENTIFIER_LENGTHS,
  type Client,
  type Confirmation,
  type IssuedToken,
  type Settings
} from '../../model'
import type { Awaitable, Random } from '../../ports'
import { mergeLayers } from '../claims/claim-layer'
import type { AccessTokenClaims } from './access-token-claims'
import type { DraftAccessToken } from './access-token-draft'
import type { Decision } from './decision'
import type { SigningKeys } from './keys/signing-keys'
import { tokenDigest } from './token-digest'
import type { TokenFaults } from './token-faults'

export interface MadeToken {
  readonly token: string
  /** What the store keeps of it. */
  readonly record: IssuedToken
}

/** Makes an access token, to be stored. */
export type MakeAccessToken = (
  client: Client,
  settings: Settings,
  decision: Decision,
  cnf?: Confirmation
) => Awaitable<MadeToken>

export interface MakeAccessTokenDeps {
  readonly draftAccessToken: DraftAccessToken
  readonly accessTokenClaims: AccessTokenClaims
  readonly signingKeys: SigningKeys
  readonly tokenFaults: TokenFaults
  readonly random: Random
}

export function createMakeAccessToken({
  draftAccessToken,
  accessTokenClaims,
  signingKeys,
  tokenFaults,
  random
}: MakeAccessTokenDeps): MakeAccessToken {
  async function signed(
    client: Client,
    settings: Settings,
    draft: Omit<IssuedToken, 'id'>,
    signIn: Decision['authorization']
  ): Promise<string> {
    const key = await signingKeys.prepared(client.access_token_signing_alg ?? settings.tokens.signing_alg)
    const layers = await accessTokenClaims.ofJwt(client, draft, signIn)
    return tokenFaults.sign(client, key, { typ: 'at+jwt', claims: mergeLayers(layers) })
  }

  return (client, settings, decision, cnf) => {
    const draft = draftAccessToken(client, settings, decision)
    draft.exp = tokenFaults.endOf(client, draft)
    if (cnf) draft.cnf = cnf
    if (draft.format === 'opaque') return made(random.alphanumeric(IDENTIFIER_LENGTHS.opaqueToken), draft)
    return signed(client, settings, draft, decision.authorization).then((token) => made(token, draft))
  }
}

function made(token: string, draft: Omit<IssuedToken, 'id'>): MadeToken {
  return { token, record: Object.assign(draft, { id: tokenDigest(token) }) }
}
