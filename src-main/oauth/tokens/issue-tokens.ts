import type { Authorization, Client, Confirmation, IssuedToken, Settings } from '../../model'
import { unlessMissing, type Store } from '../../ports'
import type { Decision } from './decision'
import type { IssueAccessToken, IssueIdToken, IssueTokens, TokenAnswer, Unfinished } from './issue'
import { idTokenLifetime } from './id-token/id-token-lifetime'
import type { MakeAccessToken, MadeToken } from './make-access-token'
import type { MakeRefreshToken } from './make-refresh-token'
import type { RequireRoom } from './require-room'

export interface IssueTokensDeps {
  readonly tokens: Store['tokens']
  readonly authorizations: Store['authorizations']
  readonly settings: Store['settings']
  readonly makeAccessToken: MakeAccessToken
  readonly makeRefreshToken: MakeRefreshToken
  readonly issueIdToken: IssueIdToken
  readonly requireRoom: RequireRoom
}

/** The one place where tokens are made, for all grants and for the authorization endpoint. */
export function createIssueTokens(deps: IssueTokensDeps): {
  readonly issueTokens: IssueTokens
  readonly issueAccessToken: IssueAccessToken
} {
  const { tokens, settings: settingsDocument, makeAccessToken, makeRefreshToken } = deps

  async function issueTokens(
    client: Client,
    decision: Decision,
    { confirmation }: { confirmation?: Confirmation }
  ): Promise<TokenAnswer> {
    const settings = await settingsDocument.get()
    const access = await makeAccessToken(client, settings, decision, confirmation)
    const answer = answerOf(access, decision, settings)
    if (needsNoMore(decision, settings)) {
      await tokens.insert(access.record)
      return answer
    }
    const refresh = makeRefreshToken(client, settings, decision, confirmation)
    const replaced = decision.refreshToken === undefined ? 0 : 1
    const end = endOf(client, decision, settings, [access.record, refresh?.record])
    // A successor stays: it may be the one that a parallel request was told.
    return finish(decision, [access, replaced ? undefined : refresh], async () => {
      await storeAll(deps, { decision, settings }, { access, refresh, replaced, end })
      const idToken = await idTokenBeside(deps, client, decision, access)
      await decision.confirm?.()
      if (refresh) answer.refresh_token = refresh.token
      if (idToken !== undefined) answer.id_token = idToken
      return answer
    })
  }

  async function issueAccessToken(
    client: Client,
    decision: Decision,
    confirmation?: Confirmation
  ): ReturnType<IssueAccessToken> {
    const settings = await settingsDocument.get()
    const access = await makeAccessToken(client, settings, decision, confirmation)
    return finish(decision, [access], async () => {
      const end = endOf(client, decision, settings, [access.record])
      await storeAll(deps, { decision, settings }, { access, end })
      await decision.confirm?.()
      return answerOf(access, decision, settings)
    })
  }

  /** Runs the rest of an issuing; when it fails, what was stored goes again. */
  async function finish<T>(
    { failed }: Decision,
    stored: (MadeToken | undefined)[],
    rest: () => Promise<T>
  ): Promise<T> {
    try {
      return await rest()
    } catch (error) {
      // What failed is what counts; a token that can't be removed either hinders none of the others.
      await Promise.allSettled(stored.map(async (made) => made && tokens.remove(made.record.id)))
      await failed?.()
      throw error
    }
  }

  return { issueTokens, issueAccessToken }
}

/**
 * Stores side by side what doesn't rest on each other, so that all of it waits for the disk together. Where there may be no room for it,
 * the authorization lives on only once there is.
 */
async function storeAll(
  deps: IssueTokensDeps,
  { decision, settings }: { decision: Decision; settings: Settings },
  made: { access: MadeToken; refresh?: MadeToken | undefined; replaced?: number; end: number }
): Promise<void> {
  const { tokens } = deps
  const { access, refresh, replaced, end } = made
  const isUnlimited = hasNoLimits(settings)
  // All of it has come to its end when one fails, so that nothing is stored after it was taken back.
  const stored = await Promise.allSettled([
    tokens.insert(access.record),
    // Of parallel uses of one refresh token, each comes with the same successor.
    refresh && tokens.upsert(refresh.record.id, (current) => current ?? refresh.record),
    isUnlimited && extend(deps, decision, end)
  ])
  const failed = stored.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  if (isUnlimited) return
  await deps.requireRoom(access.record, settings, replaced)
  await extend(deps, decision, end)
}

/** A client that acts for itself is done with the access token; nothing is looked up for it. */
function needsNoMore({ authorization, confirm }: Decision, settings: Settings): boolean {
  return !authorization && !confirm && hasNoLimits(settings)
}

function hasNoLimits({ limits }: Settings): boolean {
  return limits.tokens_per_client === null && limits.tokens_per_user === null
}

function answerOf(
  { token, record }: MadeToken,
  { requestedScope, issuedTokenType }: Decision,
  settings: Settings
): Unfinished<TokenAnswer> {
  const { iat, exp, scope, cnf, authorization_details } = record
  const answer: Unfinished<TokenAnswer> = {
    access_token: token,
    // RFC 9449 §5; a certificate-bound token is a Bearer token that needs the certificate besides (RFC 8705 §3).
    token_type: cnf?.jkt === undefined ? 'Bearer' : 'DPoP',
    expires_in: settings.tokens.expires_in_style === 'expiry_time' ? exp : exp - iat
  }
  // RFC 6749 §5.1: the scope is told wherever it isn't the one that was asked for.
  if (scope && scope !== requestedScope) answer.scope = scope
  if (issuedTokenType !== undefined) answer.issued_token_type = issuedTokenType
  // RFC 9396 §7
  if (authorization_details) answer.authorization_details = authorization_details
  return answer
}

/** OpenID Connect Core §3.1.3.3, §12.2 */
async function idTokenBeside(
  { issueIdToken }: IssueTokensDeps,
  client: Client,
  { authorization, scope, idToken }: Decision,
  access: MadeToken
): Promise<string | undefined> {
  if (!authorization || !idToken || !scope.includes('openid')) return undefined
  return issueIdToken({ client, authorization, nonce: idToken.nonce, accessToken: access.token })
}

/** When the last of what was issued ends, in seconds since 1970; an ID token was issued in the second of the access token. */
function endOf(
  client: Client,
  { scope }: Decision,
  settings: Settings,
  issued: readonly (IssuedToken | undefined)[]
): number {
  const ends = issued.flatMap((record) => (record ? [record.exp] : []))
  const begin = issued[0]?.iat ?? 0
  return Math.max(...ends, scope.includes('openid') ? begin + idTokenLifetime(client, settings) : 0)
}

/**
 * Moves the end of the authorization on to that of what was issued from it. One that was ended meanwhile stays ended, and what
 * was issued is dead with it.
 */
async function extend(
  { authorizations }: IssueTokensDeps,
  { authorization }: Decision,
  end: number
): Promise<void> {
  if (!authorization || authorization.exp >= end) return
  const later = (current: Authorization) => (current.exp >= end ? current : { ...current, exp: end })
  await authorizations.update(authorization.id, later).catch(unlessMissing)
}
