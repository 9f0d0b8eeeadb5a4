import type { ActorClaim, Client } from '../../../model'
import { OAuthError } from '../../oauth-error'
import type { PresentedToken } from './presented-token'

/** Parties that may act one for another in a row. */
const MAX_CHAIN = 10

/**
 * Who acts for the subject of the new token (RFC 8693 §4.1). With an actor token it is delegation: the actor stands outermost, and those before it
 * stay inside. Without one it is impersonation: nobody is added, and nobody who acted before is left out.
 */
export function actingParty(
  client: Client,
  subject: PresentedToken,
  actor: { readonly sub: string; readonly client_id?: string } | undefined
): ActorClaim | undefined {
  requireMayAct(subject.mayAct, actor ?? { sub: client.client_id, client_id: client.client_id })
  if (!actor) return subject.act
  if (chainLength(subject.act) >= MAX_CHAIN)
    throw new OAuthError(
      'invalid_request',
      'actor-token-refused',
      `The subject_token went through ${MAX_CHAIN} actors already, which is the limit (RFC 8693 section 4.1).`
    )
  return { ...actor, ...(subject.act && { act: subject.act }) }
}

/** RFC 8693 §4.4: a subject token that says who may act is exchanged for nobody else. */
function requireMayAct(mayAct: unknown, acting: { readonly sub: string; readonly client_id?: string }): void {
  if (mayAct === undefined) return
  const named = typeof mayAct === 'object' && mayAct !== null ? mayAct : {}
  const { sub, client_id } = named as { sub?: unknown; client_id?: unknown }
  const isNamed = sub !== undefined || client_id !== undefined
  const fits = (claimed: unknown, own: string | undefined) => claimed === undefined || claimed === own
  if (isNamed && fits(sub, acting.sub) && fits(client_id, acting.client_id)) return
  throw new OAuthError(
    'invalid_request',
    'actor-token-refused',
    'The subject_token names in may_act who may act for its subject, and that is somebody else (RFC 8693 section 4.4).'
  )
}

function chainLength(act: ActorClaim | undefined): number {
  return act ? 1 + chainLength(act.act) : 0
}
