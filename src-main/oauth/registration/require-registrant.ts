import { ADMIN_SCOPE, parseScopeList, type IssuedToken, type User } from '../../model'
import type { Store } from '../../ports'
import { ENDPOINT_PATHS } from '../endpoint-paths'
import { OAuthError } from '../oauth-error'
import type { ProtocolRequest } from '../protocol-request'
import type { RequireAccessToken } from '../sender/require-access-token'
import { resourceRefusal } from '../sender/resource-refusal'
import type { RegistrationLimits } from './registration-limits'

/** Who registers a client: the person whom it belongs to, or nobody in particular. */
export type Registrant = User | undefined

export type RequireRegistrant = (request: ProtocolRequest) => Promise<Registrant>

/** RFC 7591 §3: who may register clients, by `settings.dynamic_registration`. Throws OAuthError. */
export function createRequireRegistrant({
  settings,
  requireAccessToken,
  limits,
  issuer
}: {
  settings: Store['settings']
  requireAccessToken: RequireAccessToken
  limits: RegistrationLimits
  issuer: () => string
}): RequireRegistrant {
  /** The initial access token of RFC 7591 §3: one of a person, or of a client that an administrator trusts. */
  async function ofToken(request: ProtocolRequest): Promise<Registrant> {
    const { record, user } = await requireAccessToken(request)
    requireForRegistration(record)
    if (user) return user
    if (parseScopeList(record.scope).includes(ADMIN_SCOPE)) return undefined
    throw new OAuthError(
      'insufficient_scope',
      'scope-insufficient',
      `This token is a client's own; registering takes the token of a person, or one with the scope ${ADMIN_SCOPE}.`,
      {
        status: 403,
        headers: {
          'WWW-Authenticate': `Bearer realm="oauth2", error="insufficient_scope", scope="${ADMIN_SCOPE}"`
        }
      }
    )
  }

  /** RFC 8707 §2: a token that was asked for another resource opens nothing here, or that resource could act as the person. */
  function requireForRegistration({ aud, cnf }: IssuedToken): void {
    if (!aud || aud.some((one) => [issuer(), issuer() + ENDPOINT_PATHS.registration].includes(one))) return
    throw resourceRefusal({
      code: 'invalid_token',
      reason: 'token-for-another-resource',
      description: `The access token is meant for ${aud.join(' and ')} alone; ask for one without a resource, or with the resource ${issuer()}.`,
      scheme: cnf?.jkt === undefined ? 'Bearer' : 'DPoP'
    })
  }

  return async (request) => {
    const { dynamic_registration: mode } = await settings.get()
    // With a token, an open endpoint knows whose the client is; a wrong one is a mistake that should not go unseen.
    if (mode === 'token' || request.headers.authorization !== undefined) return ofToken(request)
    await limits.countAnonymous(request.ip)
    return undefined
  }
}

/** Throws while `settings.dynamic_registration` is off: then nothing of it is there, what was registered before included. */
export async function requireRegistrationOn(settings: Store['settings']): Promise<void> {
  if ((await settings.get()).dynamic_registration !== 'off') return
  throw new OAuthError(
    'access_denied',
    'registration-off',
    'Dynamic client registration is switched off on this server; an administrator can switch it on in the settings.',
    { status: 403 }
  )
}
