import { isConfidential, isGrantTypeOn, type Client, type Settings } from '../../model'
import { OAuthError } from '../oauth-error'
import type { Grant } from './grant'

/** The grant that a request names, when it is switched on and this client may use it (RFC 6749 §5.2). */
export function requireGrant(
  grants: readonly Grant[],
  settings: Settings,
  client: Client,
  grantType: string
): Grant {
  const grant = grants.find(({ type }) => type === grantType)
  if (!grant || !isOn(grant, settings))
    throw new OAuthError(
      'unsupported_grant_type',
      grant ? 'flow-off' : 'grant-type-unknown',
      `The grant type ${grantType} ${grant ? 'is switched off on this server' : 'is not known'}; ${choices(grantsOn(grants, settings))}.`
    )
  if (grant.confidentialOnly && !isConfidential(client))
    throw new OAuthError(
      'unauthorized_client',
      'client-public',
      `The grant type ${grantType} is for confidential clients only, and this one is registered with the method none (RFC 6749 section 4.4).`
    )
  if (!client.grant_types.includes(grant.type))
    throw new OAuthError(
      'unauthorized_client',
      'grant-type-not-allowed',
      `This client may not use the grant type ${grantType}; it is registered with ${client.grant_types.join(', ') || 'none'}.`
    )
  return grant
}

/** The grants whose flow is switched on. */
export function grantsOn(grants: readonly Grant[], settings: Settings): readonly Grant[] {
  return grants.filter((grant) => isOn(grant, settings))
}

function isOn(grant: Grant, settings: Settings): boolean {
  return isGrantTypeOn(settings.flows, grant.type)
}

function choices(on: readonly Grant[]): string {
  return on.length ? `it accepts ${on.map(({ type }) => type).join(', ')}` : 'every flow is switched off'
}
