import type { Authorization, Client, IssuedToken } from '../../model'
import { SERVER_CLAIMS } from '../claims/claim-of'

/** What a JWT access token says of the person (RFC 9068 §2.2.1, §2.2.2). */
export interface PersonInToken {
  /** As the client sees them. */
  readonly sub: string
  readonly claims: Readonly<Record<string, unknown>>
  readonly authorization?: Pick<Authorization, 'auth_time' | 'acr' | 'amr'>
}

/** What a JWT access token says (RFC 9068 §2.2). */
export function accessTokenClaims(
  issuer: string,
  client: Client,
  token: Omit<IssuedToken, 'id'>,
  person?: PersonInToken
): object {
  const own = Object.entries(client.claims).filter(([name]) => !SERVER_CLAIMS.has(name))
  const audience = token.aud?.length ? token.aud : [issuer]
  return {
    ...Object.fromEntries(token.sub === undefined ? own : []),
    ...(person ? aboutPerson(person) : {}),
    iss: issuer,
    // RFC 9068 §2.2: where there is no person, the subject is the client.
    sub: person?.sub ?? token.client_id,
    aud: audience.length === 1 ? audience[0] : audience,
    exp: token.exp,
    iat: token.iat,
    jti: token.jti,
    client_id: token.client_id,
    ...(token.scope ? { scope: token.scope } : {}),
    ...(token.cnf ? { cnf: token.cnf } : {}),
    ...(token.act ? { act: token.act } : {}),
    ...(token.authorization_details ? { authorization_details: token.authorization_details } : {})
  }
}

function aboutPerson({ claims, authorization }: PersonInToken): object {
  const { auth_time, acr, amr } = authorization ?? {}
  return {
    ...claims,
    ...(auth_time === undefined ? {} : { auth_time }),
    ...(acr === undefined ? {} : { acr }),
    ...(amr?.length ? { amr } : {})
  }
}
