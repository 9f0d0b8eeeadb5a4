import {
  IDENTIFIER_LENGTHS,
  type AccessTokenFormat,
  type Client,
  type Confirmation,
  type IssuedToken,
  type Settings
} from '../../model'
import type { Clock, People, Random, Store } from '../../ports'
import { claimsNamed, type ScopeClaims } from '../claims/released-claims'
import type { Subjects } from '../claims/subjects'
import { accessTokenClaims, type PersonInToken } from './access-token-claims'
import type { Decision } from './decision'
import { signJwt } from './prepared-key'
import type { SigningKeys } from './signing-keys'
import { tokenDigest } from './token-digest'

export interface MadeToken {
  readonly token: string
  readonly record: IssuedToken
}

/** Makes an access token and stores its record. */
export type MakeAccessToken = (
  client: Client,
  settings: Settings,
  decision: Decision,
  cnf?: Confirmation
) => Promise<MadeToken>

export interface MakeAccessTokenDeps {
  readonly tokens: Store['tokens']
  readonly people: Pick<People, 'bySubject'>
  readonly subjects: Subjects
  readonly scopeClaims: ScopeClaims
  readonly signingKeys: SigningKeys
  readonly clock: Clock
  readonly random: Random
  readonly issuer: () => string
}

export function createMakeAccessToken(deps: MakeAccessTokenDeps): MakeAccessToken {
  const { tokens, signingKeys, clock, random, issuer } = deps

  async function opaque(draft: TokenDraft): Promise<MadeToken> {
    const token = random.alphanumeric(IDENTIFIER_LENGTHS.opaqueToken)
    const record: IssuedToken = { id: tokenDigest(token), format: 'opaque', ...draft }
    await tokens.insert(record)
    return { token, record }
  }

  async function jwt(draft: TokenDraft, client: Client, settings: Settings, decision: Decision) {
    const key = await signingKeys.prepared(client.access_token_signing_alg ?? settings.tokens.signing_alg)
    const fields = {
      ...draft,
      format: 'jwt',
      // RFC 9068 §3: without a resource in the request, the audience is a default one.
      aud: draft.aud ?? [issuer()],
      jti: random.uuid()
    } as const
    const person = draft.sub === undefined ? undefined : await personIn(deps, client, draft.sub, decision)
    const token = await signJwt(key, 'at+jwt', accessTokenClaims(issuer(), client, fields, person))
    const record: IssuedToken = { id: tokenDigest(token), ...fields }
    await tokens.insert(record)
    return { token, record }
  }

  return (client, settings, decision, cnf) => {
    const draft = { ...draftOf(client, decision, settings, clock.nowSeconds()), ...(cnf ? { cnf } : {}) }
    return formatOf(client, decision, settings) === 'jwt'
      ? jwt(draft, client, settings, decision)
      : opaque(draft)
  }
}

/** RFC 9068 §2.2.2: of the person's claims, those that the server's own scopes release; the standard ones are for UserInfo. */
async function personIn(
  { people, subjects, scopeClaims }: MakeAccessTokenDeps,
  client: Client,
  subject: string,
  { scope, authorization }: Decision
): Promise<PersonInToken> {
  const names = await scopeClaims.ownNames(scope)
  const user = names.length ? await people.bySubject(subject) : undefined
  return {
    sub: await subjects.subjectFor(client, subject),
    claims: user ? claimsNamed(user, names) : {},
    authorization
  }
}

/** What the request asked for, else what the API wants (RFC 8707), else what the client wants, else what the server does. */
function formatOf(client: Client, { audience, format }: Decision, settings: Settings): AccessTokenFormat {
  if (format) return format
  const named = audience.length
    ? settings.resources?.find((one) => one.access_token_format && audience.includes(one.identifier))
    : undefined
  return named?.access_token_format ?? client.access_token_format ?? settings.tokens.access_token_format
}

type TokenDraft = Omit<IssuedToken, 'id' | 'format'>

function draftOf(client: Client, decision: Decision, settings: Settings, now: number): TokenDraft {
  const exp = now + (client.lifetimes.access_token ?? settings.lifetimes.access_token)
  return {
    kind: 'access_token',
    client_id: client.client_id,
    ...(decision.subject === undefined ? {} : { sub: decision.subject }),
    scope: decision.scope.join(' '),
    ...(decision.audience.length ? { aud: decision.audience } : {}),
    iat: now,
    exp: decision.notAfter === undefined ? exp : Math.min(exp, decision.notAfter),
    ...(decision.authorization ? { authorization_id: decision.authorization.id } : {}),
    ...(decision.actor ? { act: decision.actor } : {}),
    ...(decision.authorizationDetails?.length ? { authorization_details: decision.authorizationDetails } : {})
  }
}
