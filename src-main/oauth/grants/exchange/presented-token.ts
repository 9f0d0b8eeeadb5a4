import { decodeJwt } from 'jose'
import { parseScopeList, type Client, type Confirmation, type IssuedToken } from '../../../model'
import type { Clock, Store } from '../../../ports'
import type { ReadIdTokenHint } from '../../authorization/request/id-token-hint'
import { mergeLayers } from '../../claims/claim-layer'
import { OAuthError } from '../../oauth-error'
import type { DescribeToken } from '../../tokens/describe-token'
import type { FindToken, LiveToken } from '../../tokens/find-token'
import { ACCESS_TOKEN_TYPE, ID_TOKEN_TYPE, JWT_TYPE } from './token-types'

/** What a token says that is presented to be exchanged, whatever its kind. */
export interface PresentedToken extends Pick<
  IssuedToken,
  'client_id' | 'sub' | 'exp' | 'authorization_id' | 'act' | 'authorization_details'
> {
  readonly scope: readonly string[]
  readonly aud: readonly string[]
  /** RFC 8693 §4.4: who may act for the subject; undefined: nothing is said. */
  readonly mayAct?: unknown
}

export type TokenRole = 'subject_token' | 'actor_token'

/** A token that is presented, alive and this client's to exchange. Throws `invalid_request` (RFC 8693 §2.2.2). */
export type ReadPresentedToken = (
  request: { readonly role: TokenRole; readonly token: string; readonly type: string },
  client: Client,
  proven: Confirmation | undefined
) => Promise<PresentedToken>

/**
 * Who may exchange a token: the client that it was issued to, and a client that its audience names, to whom it was sent. Nobody else
 * has come by it rightly, and a secret of its own doesn't make it a client's. A token that is bound to a key is exchanged by its own client with a
 * proof of that key; whoever is named as audience has checked the proof when the token came.
 */
export function createReadPresentedToken({
  findToken,
  describeToken,
  readIdToken,
  authorizations,
  clock
}: {
  findToken: FindToken
  describeToken: DescribeToken
  readIdToken: ReadIdTokenHint
  authorizations: Store['authorizations']
  clock: Clock
}): ReadPresentedToken {
  /** An ID token carries no scope: it stands for the sign-in that it came from, while that holds. */
  async function idToken(role: TokenRole, client: Client, token: string): Promise<PresentedToken> {
    const hint = await readIdToken(client, token).catch((cause: unknown) => {
      throw cause instanceof OAuthError ? refusal(role, NOT_OURS, cause) : cause
    })
    const { exp = 0, auth_time } = decodeJwt(token)
    if (exp <= clock.nowSeconds()) throw refusal(role, 'it has expired')
    const [latest] = (await authorizations.find('sub', hint.sub))
      .filter((one) => one.client_id === client.client_id)
      .filter((one) => hint.sid === undefined || one.sid === hint.sid)
      .filter((one) => auth_time === undefined || one.auth_time === auth_time)
      .toSorted((one, other) => other.iat - one.iat)
    if (!latest) throw refusal(role, 'the sign-in that it came from has ended')
    return {
      client_id: client.client_id,
      sub: hint.sub,
      exp,
      authorization_id: latest.id,
      scope: parseScopeList(latest.scope),
      aud: latest.resources,
      ...(latest.authorization_details && { authorization_details: latest.authorization_details }),
      mayAct: decodeJwt(token).may_act
    }
  }

  /** A JWT says it itself; of another token it is what introspection would say. */
  async function mayActOf(live: LiveToken, token: string): Promise<unknown> {
    const said = live.record.format === 'jwt' ? decodeJwt(token) : mergeLayers(await describeToken(live))
    return said.may_act
  }

  return async ({ role, token, type }, client, proven) => {
    const live = type === ID_TOKEN_TYPE ? undefined : await findToken(token)
    if (!live && type !== ACCESS_TOKEN_TYPE) return idToken(role, client, token)
    if (live?.record.kind !== 'access_token') throw refusal(role, NOT_OURS)
    const { record } = live
    if (type === JWT_TYPE && record.format !== 'jwt') throw refusal(role, 'it is no JWT')
    const isOwn = record.client_id === client.client_id
    if (!isOwn && !record.aud?.includes(client.client_id)) throw refusal(role, NOT_OURS)
    if (isOwn && !isProven(record.cnf, proven))
      throw refusal(role, 'it is bound to a key, and the request proves another one or none')
    const { scope, aud = [], ...rest } = record
    return { ...rest, scope: parseScopeList(scope), aud, mayAct: await mayActOf(live, token) }
  }
}

/** One answer for what is unknown, dead or somebody else's: whoever found a token somewhere learns nothing of it. */
const NOT_OURS =
  'it is no token of this server that is alive and was issued to this client or names it as audience'

function isProven(cnf: Confirmation | undefined, proven: Confirmation | undefined): boolean {
  const hasKey = cnf?.jkt === undefined || cnf.jkt === proven?.jkt
  return hasKey && (cnf?.['x5t#S256'] === undefined || cnf['x5t#S256'] === proven?.['x5t#S256'])
}

function refusal(role: TokenRole, what: string, cause?: unknown): OAuthError {
  const reason = role === 'subject_token' ? 'subject-token-refused' : 'actor-token-refused'
  return new OAuthError(
    'invalid_request',
    reason,
    `The ${role} is refused: ${what} (RFC 8693 section 2.2.2).`,
    {
      cause
    }
  )
}
