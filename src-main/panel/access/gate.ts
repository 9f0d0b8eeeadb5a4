import { hasAccess, say, type AccessLevel } from '../../model'
import { accessOf, type Actor } from './context'
import { refusal } from './refusal'

/**
 * The one gate of the panel: whoever asks needs the level of access that the procedure's contract names, and a
 * procedure that names none is for administrators. Throws the contract's UNAUTHORIZED or FORBIDDEN.
 */
export function gate(actor: Actor, needed: AccessLevel = 'administrator'): void {
  if (hasAccess(accessOf(actor), needed)) return
  if (actor.kind === 'nobody') throw refusal('UNAUTHORIZED', say('sign_in_first'))
  throw refusal('FORBIDDEN', say('access_needed', { level: needed }))
}
