import type { Authorization, Settings } from '../../../model'
import type { Store } from '../../../ports'
import type { Form } from '../../form'
import { OAuthError } from '../../oauth-error'
import { parseResources, requireKnownResources } from '../../resource'

const MAX_AUDIENCES = 10

/** What the new token is for: `resource` and `audience` of the request (RFC 8693 §2.1). Throws `invalid_target` (§2.2.2). */
export type ExchangeTarget = (
  form: Form,
  settings: Settings,
  authorization: Authorization | undefined
) => Promise<readonly string[]>

/**
 * An audience is the client_id of a client of this server, or a resource by its URI. Where the person agreed to certain resources,
 * it can be no other one; a client of this server can be named in any case, since it is in the same hands. Empty: none was asked for.
 */
export function createExchangeTarget({ clients }: Pick<Store, 'clients'>): ExchangeTarget {
  async function isClient(audience: string): Promise<boolean> {
    return (await clients.get(audience))?.blocked === false
  }

  return async (form, settings, authorization) => {
    const audiences = form.all('audience')
    if (audiences.length > MAX_AUDIENCES)
      throw refusal('resource-malformed', `more than ${MAX_AUDIENCES} audiences were asked for`)
    const resources = [...parseResources(form.all('resource'))]
    const named: string[] = []
    for (const audience of audiences) {
      if (await isClient(audience)) named.push(audience)
      else if (URL.canParse(audience)) resources.push(...parseResources([audience]))
      else throw refusal('resource-unknown', `the server knows no audience ${audience}`)
    }
    requireKnownResources(resources, settings.resources)
    requireGranted(resources, authorization?.resources ?? [])
    return [...new Set([...resources, ...named])]
  }
}

function requireGranted(resources: readonly string[], granted: readonly string[]): void {
  const refused = granted.length ? resources.filter((resource) => !granted.includes(resource)) : []
  if (refused.length)
    throw refusal(
      'resource-not-granted',
      `${refused.join(', ')} was not granted; granted is ${granted.join(', ')}`
    )
}

function refusal(
  reason: 'resource-malformed' | 'resource-unknown' | 'resource-not-granted',
  what: string
): OAuthError {
  return new OAuthError(
    'invalid_target',
    reason,
    `The target is refused: ${what}; an audience is a client_id or the URI of a resource (RFC 8693 section 2.2.2).`
  )
}
