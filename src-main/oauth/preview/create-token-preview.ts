import {
  IDENTIFIER_LENGTHS,
  PASSWORD_PROOF,
  type Authorization,
  type Client,
  type Settings,
  type User
} from '../../model'
import type { Clock, Random, Store } from '../../ports'
import type { Grant } from '../grants/grant'
import { requireGrant } from '../grants/require-grant'
import { OAuthError } from '../oauth-error'
import type { TokenContents } from '../tokens/create-tokens'
import type { DescribeToken } from '../tokens/describe-token'
import { idTokenFrame } from '../tokens/id-token/id-token-frame'
import { scopesOfClient, scopesOfPerson, type PreviewedScope, type ScopePreviewDeps } from './preview-scopes'
import { toldClaims, type ToldClaim } from './told-claims'

/** What a client would be given, and why. */
export interface PreviewedTokens {
  readonly scopes: readonly PreviewedScope[]
  /** The refusal that the client would be answered; nothing is given then. */
  readonly refusal?: OAuthError
  /** Left out: none would be given. */
  readonly idToken?: readonly ToldClaim[]
  /** Of an opaque token, what introspection would answer. */
  readonly accessToken?: { readonly format: 'opaque' | 'jwt'; readonly claims: readonly ToldClaim[] }
  readonly userinfo?: readonly ToldClaim[]
}

/**
 * What a client would be given for a scope: with a person, when they sign in with a code; without, when the client acts for itself.
 * It is made by the functions that make the real ones; nothing is issued and nothing is kept.
 */
export type TokenPreview = (
  client: Client,
  user: User | undefined,
  scope: string | undefined
) => Promise<PreviewedTokens>

export interface TokenPreviewDeps extends TokenContents, ScopePreviewDeps {
  readonly settings: Store['settings']
  readonly grants: readonly Grant[]
  readonly describeToken: DescribeToken
  readonly clock: Clock
  readonly random: Random
}

export function createTokenPreview(deps: TokenPreviewDeps): TokenPreview {
  async function ofClient(client: Client, settings: Settings, scope: string | undefined) {
    const { granted, ...preview } = await scopesOfClient(deps, client, scope)
    const refusal = refusalOf(() => requireGrant(deps.grants, settings, client, 'client_credentials'))
    if (preview.refusal ?? refusal) return { ...preview, refusal: refusal ?? preview.refusal }
    const draft = deps.draftAccessToken(client, settings, {
      scope: granted,
      requestedScope: scope,
      audience: []
    })
    return { ...preview, accessToken: await accessTokenOf(client, draft) }
  }

  async function ofPerson(client: Client, settings: Settings, user: User, scope: string | undefined) {
    const { granted, ...preview } = await scopesOfPerson(deps, { client, settings, user }, scope)
    if (preview.refusal) return preview
    const { sub = '' } = user
    const authorization = authorizationOf(client, sub, granted)
    const decision = { subject: sub, scope: granted, requestedScope: scope, audience: [], authorization }
    const draft = deps.draftAccessToken(client, settings, decision)
    const accessToken = await accessTokenOf(client, draft, authorization, user)
    // OpenID Connect Core §3.1.2.1: without openid there is no ID token and no UserInfo.
    if (!granted.includes('openid')) return { ...preview, accessToken }
    return {
      ...preview,
      accessToken,
      idToken: await idTokenOf(client, settings, authorization, user),
      userinfo: toldClaims(await deps.userinfoClaims({ record: draft, client, user }), user)
    }
  }

  async function accessTokenOf(
    client: Client,
    draft: ReturnType<TokenContents['draftAccessToken']>,
    signIn?: Authorization,
    user?: User
  ) {
    const layers =
      draft.format === 'jwt'
        ? await deps.accessTokenClaims.ofJwt(client, draft, signIn)
        : await deps.describeToken({ record: draft, client, user })
    return { format: draft.format, claims: toldClaims(layers, user) }
  }

  async function idTokenOf(client: Client, settings: Settings, authorization: Authorization, user: User) {
    const frame = idTokenFrame(client, settings, deps.clock.nowSeconds())
    // It comes beside an access token, whose hash it carries.
    const accessToken = deps.random.alphanumeric(IDENTIFIER_LENGTHS.opaqueToken)
    return toldClaims(await deps.idTokenClaims({ client, authorization, accessToken }, frame), user)
  }

  /** What somebody who signs in with a password at this moment would agree to. */
  function authorizationOf({ client_id }: Client, sub: string, scope: readonly string[]): Authorization {
    const now = deps.clock.nowSeconds()
    return {
      id: deps.random.uuid(),
      client_id,
      sub,
      scope: scope.join(' '),
      resources: [],
      auth_time: now,
      acr: PASSWORD_PROOF.acr,
      amr: PASSWORD_PROOF.amr,
      sid: deps.random.uuid(),
      iat: now,
      exp: now
    }
  }

  return async (client, user, scope) => {
    const settings = await deps.settings.get()
    if (!user) return ofClient(client, settings, scope)
    try {
      return await ofPerson(client, settings, user, scope)
    } catch (error) {
      // A person who is blocked, for example.
      if (error instanceof OAuthError) return { scopes: [], refusal: error }
      throw error
    }
  }
}

function refusalOf(check: () => unknown): OAuthError | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    if (error instanceof OAuthError) return error
    throw error
  }
}
