import { IDENTIFIER_LENGTHS, type Client, type IssuedToken, type Settings } from '../../model'
import type { Clock, Random, Store } from '../../ports'
import type { AuthenticatedClient } from '../client-auth/method'
import { accessTokenClaims } from './access-token-claims'
import { signJwt } from './prepared-key'
import type { SigningKeys } from './signing-keys'
import { tokenDigest } from './token-digest'

/** What a grant decided. It never issues anything itself. */
export interface Decision {
  /** The person; none: the client acts for itself. */
  readonly subject?: string
  readonly scope: readonly string[]
  /** What the request asked for; undefined: nothing. */
  readonly requestedScope: string | undefined
  /** The resources that it is for (RFC 8707); empty: no particular one. */
  readonly audience: readonly string[]
}

/** A successful answer (RFC 6749 §5.1). */
export interface TokenAnswer {
  readonly access_token: string
  readonly token_type: 'Bearer'
  readonly expires_in: number
  readonly scope?: string
}

export type IssueTokens = (client: AuthenticatedClient, decision: Decision) => Promise<TokenAnswer>

/** The one place where tokens are made, for all grants. */
export function createIssueTokens({
  tokens,
  settings: settingsDocument,
  signingKeys,
  clock,
  random,
  issuer
}: {
  tokens: Store['tokens']
  settings: Store['settings']
  signingKeys: SigningKeys
  clock: Clock
  random: Random
  issuer: () => string
}): IssueTokens {
  async function issueOpaque(draft: TokenDraft) {
    const token = random.alphanumeric(IDENTIFIER_LENGTHS.opaqueToken)
    await tokens.insert({ id: tokenDigest(token), format: 'opaque', ...draft })
    return token
  }

  async function issueJwt(draft: TokenDraft, client: Client, settings: Settings) {
    const key = await signingKeys.prepared(client.access_token_signing_alg ?? settings.tokens.signing_alg)
    const record = {
      ...draft,
      format: 'jwt',
      // RFC 9068 §3: without a resource in the request, the audience is a default one.
      aud: draft.aud ?? [issuer()],
      jti: random.uuid()
    } as const
    const token = await signJwt(key, 'at+jwt', accessTokenClaims(issuer(), client, { id: '', ...record }))
    await tokens.insert({ id: tokenDigest(token), ...record })
    return token
  }

  return async (client, decision) => {
    const settings = await settingsDocument.get()
    const draft = draftOf(client, decision, settings, clock.nowSeconds())
    const format = client.access_token_format ?? settings.tokens.access_token_format
    const accessToken = format === 'jwt' ? await issueJwt(draft, client, settings) : await issueOpaque(draft)
    return {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: settings.tokens.expires_in_style === 'expiry_time' ? draft.exp : draft.exp - draft.iat,
      // RFC 6749 §5.1: the scope is told wherever it isn't the one that was asked for.
      ...(draft.scope && draft.scope !== decision.requestedScope ? { scope: draft.scope } : {})
    }
  }
}

type TokenDraft = Omit<IssuedToken, 'id' | 'format'>

function draftOf(client: Client, decision: Decision, settings: Settings, now: number): TokenDraft {
  return {
    kind: 'access_token',
    client_id: client.client_id,
    ...(decision.subject === undefined ? {} : { sub: decision.subject }),
    scope: decision.scope.join(' '),
    ...(decision.audience.length ? { aud: decision.audience } : {}),
    iat: now,
    exp: now + (client.lifetimes.access_token ?? settings.lifetimes.access_token)
  }
}
