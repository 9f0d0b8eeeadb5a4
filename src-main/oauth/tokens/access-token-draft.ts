import type { AccessTokenFormat, Client, IssuedToken, Settings } from '../../model'
import type { Clock, Random } from '../../ports'
import type { Decision } from './decision'
import type { Unfinished } from './issue'

/** The record of an access token that is about to be made: all of it but the digest of its characters. */
export type DraftAccessToken = (client: Client, settings: Settings, decision: Decision) => AccessTokenDraft

export type AccessTokenDraft = Unfinished<Omit<IssuedToken, 'id'>>

export function createDraftAccessToken({
  clock,
  random,
  issuer
}: {
  clock: Clock
  random: Random
  issuer: () => string
}): DraftAccessToken {
  return (client, settings, decision) => {
    const draft = draftOf(client, decision, settings, clock.nowSeconds())
    if (draft.format === 'opaque') return draft
    // RFC 9068 §3: without a resource in the request, the audience is a default one.
    draft.aud ??= [issuer()]
    draft.jti = random.uuid()
    return draft
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

/** Member by member: an object that is put together from others costs several times as much, at every token. */
function draftOf(client: Client, decision: Decision, settings: Settings, now: number): AccessTokenDraft {
  const { subject, audience, notAfter, authorization, actor, authorizationDetails } = decision
  const exp = now + (client.lifetimes.access_token ?? settings.lifetimes.access_token)
  const draft: AccessTokenDraft = {
    kind: 'access_token',
    format: formatOf(client, decision, settings),
    client_id: client.client_id,
    scope: decision.scope.join(' '),
    iat: now,
    exp: notAfter === undefined ? exp : Math.min(exp, notAfter)
  }
  if (subject !== undefined) draft.sub = subject
  if (audience.length) draft.aud = audience
  if (authorization) draft.authorization_id = authorization.id
  if (actor) draft.act = actor
  if (authorizationDetails?.length) draft.authorization_details = authorizationDetails
  return draft
}
