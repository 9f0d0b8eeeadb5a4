import type { AccessTokenFormat, Client, IssuedToken, Settings } from '../../model'
import type { Clock, Random } from '../../ports'
import type { Decision } from './decision'

/** The record of an access token that is about to be made: all of it but the digest of its characters. */
export type DraftAccessToken = (
  client: Client,
  settings: Settings,
  decision: Decision
) => Omit<IssuedToken, 'id'>

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
    const format = formatOf(client, decision, settings)
    const draft = { ...draftOf(client, decision, settings, clock.nowSeconds()), format }
    if (format === 'opaque') return draft
    // RFC 9068 §3: without a resource in the request, the audience is a default one.
    return { ...draft, aud: draft.aud ?? [issuer()], jti: random.uuid() }
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

function draftOf(
  client: Client,
  decision: Decision,
  settings: Settings,
  now: number
): Omit<IssuedToken, 'id' | 'format'> {
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
