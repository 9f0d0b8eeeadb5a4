import type { Client } from '../../model'
import type { Store } from '../../ports'
import type { Subjects } from '../claims/subjects'
import type { Form } from '../form'
import { OAuthError } from '../oauth-error'
import { scopeAtResources } from '../resource'
import type { Presented } from '../sender/presented'
import { actingParty } from './exchange/acting-party'
import type { ExchangeTarget } from './exchange/exchange-target'
import type { PresentedToken, ReadPresentedToken, TokenRole } from './exchange/presented-token'
import { JWT_TYPE, requestedType, requireAcceptedType } from './exchange/token-types'
import type { Grant } from './grant'
import { narrowedScope } from './narrowed-scope'
import { narrowedDetails } from './requested-target'
import type { RequireStanding } from './authorization/standing-authorization'

/**
 * Token exchange (RFC 8693 §2.1), for confidential clients. The new token is never worth more than the one that is exchanged: no wider scope,
 * no longer life, the same authorization, with which it dies. It isn't refreshable: whoever needs another one exchanges again.
 */
export function createTokenExchangeGrant({
  settings: settingsDocument,
  readPresentedToken,
  exchangeTarget,
  requireStanding,
  subjectFor
}: Pick<Store, 'settings'> & {
  readPresentedToken: ReadPresentedToken
  exchangeTarget: ExchangeTarget
  requireStanding: RequireStanding
  subjectFor: Subjects['subjectFor']
}): Grant {
  async function read(role: TokenRole, form: Form, client: Client, { confirmation }: Presented) {
    const token = form.require(role, 'a token that this server issued (RFC 8693 section 2.1).')
    const type = form.require(`${role}_type`, 'the type of that token (RFC 8693 section 3).')
    const request = { role, token, type: requireAcceptedType(`${role}_type`, type) }
    return readPresentedToken(request, client, confirmation)
  }

  async function readActor(form: Form, client: Client, presented: Presented) {
    if (form.get('actor_token') !== undefined) return read('actor_token', form, client, presented)
    if (form.get('actor_token_type') === undefined) return undefined
    throw new OAuthError(
      'invalid_request',
      'parameter-contradicts',
      'The parameter actor_token_type stands without an actor_token; send both or none (RFC 8693 section 2.1).'
    )
  }

  /** The authorization of a person, which must still hold; a client that acts for itself has none. */
  async function standingOf(client: Client, token: PresentedToken) {
    if (token.authorization_id !== undefined)
      return requireStanding(client, token.authorization_id, 'invalid_request')
    if (token.client_id === client.client_id && token.sub === undefined) return undefined
    throw new OAuthError(
      'invalid_request',
      'subject-token-refused',
      'The subject_token is of another client that acts for itself; only that client can exchange it (RFC 8693 section 2.2.2).'
    )
  }

  /** RFC 8693 §4.1: a person by the subject that this client knows them by, or a client that acts for itself. */
  async function actorOf(client: Client, { sub, client_id, authorization_id }: PresentedToken) {
    if (sub === undefined) return { sub: client_id }
    if (authorization_id !== undefined) await requireStanding(client, authorization_id, 'invalid_request')
    return { sub: await subjectFor(client, sub), client_id }
  }

  return {
    type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    confidentialOnly: true,
    async authorize(client, form, presented) {
      const subject = await read('subject_token', form, client, presented)
      const actor = await readActor(form, client, presented)
      const type = requestedType(form.get('requested_token_type'))
      const standing = await standingOf(client, subject)
      const actingFor = actingParty(client, subject, actor && (await actorOf(client, actor)))
      const settings = await settingsDocument.get()
      const asked = await exchangeTarget(form, settings, standing?.authorization)
      const audience = asked.length ? asked : subject.aud
      const held = standing ? subject.scope.filter((one) => standing.scope.includes(one)) : subject.scope
      const requestedScope = form.get('scope')
      const scope = narrowedScope(requestedScope, subject.scope.join(' '), held)
      const details = narrowedDetails(form, client, subject.authorization_details)
      return {
        ...(standing && { subject: standing.authorization.sub, authorization: standing.authorization }),
        scope: scopeAtResources(scope, audience, settings.resources),
        requestedScope,
        audience,
        ...(details && { authorizationDetails: details }),
        ...(actingFor && { actor: actingFor }),
        notAfter: Math.min(subject.exp, actor?.exp ?? Infinity),
        issuedTokenType: type,
        ...(type === JWT_TYPE && { format: 'jwt' as const })
      }
    }
  }
}
