import { PASSWORD_PROOF, type User } from '../../model'
import type { Clock, People, Store } from '../../ports'
import { OAuthError } from '../oauth-error'
import type { PersonScope } from '../scope/person-scope'
import { scopeAtResources } from '../resource'
import type { Grant } from './grant'
import type { OpenAuthorization } from './authorization/open-authorization'
import { requestedDetails, requestedResources } from './requested-target'

/**
 * The resource owner password credentials grant (RFC 6749 §4.3), which RFC 9700 §2.4 advises against. An unknown name, a wrong
 * password and a blocked person look alike. The person who gave the client the password agreed by that.
 */
export function createPasswordGrant({
  settings,
  people,
  personScope,
  openAuthorization,
  clock
}: {
  settings: Store['settings']
  people: Pick<People, 'authenticate'>
  personScope: PersonScope
  openAuthorization: OpenAuthorization
  clock: Clock
}): Grant {
  async function requirePerson(username: string, password: string, ip: string): Promise<PersonWithSubject> {
    const checked = await people.authenticate({ username, password, ip })
    if (checked.outcome === 'limited') throw limited(checked.retryAfterSeconds)
    if (checked.outcome === 'step_missing')
      throw new OAuthError(
        'invalid_grant',
        'email-unverified',
        'The e-mail address of this person is not confirmed yet; that happens on the sign-in page, and not in this grant.'
      )
    if (checked.outcome === 'ok' && hasSubject(checked.user)) return checked.user
    throw new OAuthError(
      'invalid_grant',
      'password-wrong',
      'The username or the password is wrong (RFC 6749 section 5.2).'
    )
  }

  return {
    type: 'password',
    confidentialOnly: false,
    async authorize(client, form, presented) {
      const username = form.require('username', 'the name or e-mail address of the person.')
      const password = form.require('password', 'the password of the person.')
      const requestedScope = form.get('scope')
      const known = await settings.get()
      const resources = requestedResources(form, known)
      const details = requestedDetails(form, client)
      const requestable = await personScope.requestable(client, requestedScope)
      const person = await requirePerson(username, password, presented.ip)
      const scope = await personScope.heldBy(person, requestable)
      const authorization = await openAuthorization(client, {
        sub: person.sub,
        scope,
        resources,
        ...(details && { authorization_details: details }),
        auth_time: clock.nowSeconds(),
        ...PASSWORD_PROOF
      })
      return {
        subject: person.sub,
        scope: scopeAtResources(scope, resources, known.resources),
        requestedScope,
        audience: resources,
        authorization,
        refreshable: true,
        ...(scope.includes('openid') && { idToken: {} }),
        ...(details && { authorizationDetails: details })
      }
    }
  }
}

type PersonWithSubject = User & { readonly sub: string }

function hasSubject(user: User): user is PersonWithSubject {
  return user.sub !== undefined
}

/** RFC 6585 §4, since RFC 6749 §5.2 has no code for it: nothing is said of the password, which wasn't compared. */
function limited(retryAfterSeconds: number): OAuthError {
  return new OAuthError(
    'invalid_grant',
    'sign-in-limited',
    `There were too many failed sign-ins. Try again in ${retryAfterSeconds} seconds.`,
    { status: 429, headers: { 'Retry-After': String(retryAfterSeconds) } }
  )
}
