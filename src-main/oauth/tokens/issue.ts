import type { Authorization, Client, Confirmation } from '../../model'
import type { AuthenticatedClient } from '../client-auth/method'
import type { Presented } from '../sender/presented'
import type { Decision } from './decision'

/** A successful answer (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3, RFC 8693 §2.2.1). */
export interface TokenAnswer {
  readonly access_token: string
  readonly token_type: 'Bearer' | 'DPoP' | 'N_A'
  readonly expires_in: number
  readonly scope?: string
  readonly refresh_token?: string
  readonly id_token?: string
  readonly issued_token_type?: string
  readonly authorization_details?: readonly object[]
}

/** A record or an answer while it is written down: member by member, since one that is put together from others costs several times as much. */
export type Unfinished<Whole> = { -readonly [Member in keyof Whole]: Whole[Member] }

export type IssueTokens = (
  client: AuthenticatedClient,
  decision: Decision,
  presented: Presented
) => Promise<TokenAnswer>

/** An access token alone, for the authorization endpoint (RFC 6749 §4.2.2). */
export type IssueAccessToken = (
  client: Client,
  decision: Decision,
  confirmation?: Confirmation
) => Promise<Pick<TokenAnswer, 'access_token' | 'token_type' | 'expires_in' | 'scope'>>

export interface IdTokenRequest {
  readonly client: Client
  readonly authorization: Authorization
  readonly nonce?: string
  /** What is issued beside it, for `at_hash`, `c_hash` and `s_hash` (OpenID Connect Core §3.3.2.11). */
  readonly accessToken?: string
  readonly code?: string
  readonly state?: string
  /** Whether the claims of the scopes go into it, since there will be no access token to ask for them (OpenID Connect Core §5.4). */
  readonly withScopeClaims?: boolean
}

export type IssueIdToken = (request: IdTokenRequest) => Promise<string>
