import { say, type User } from '../../model'
import type { Actor } from '../access/context'
import { refusal } from '../access/refusal'

/** Whoever asks, as a person with an account. Throws FORBIDDEN for the person at the machine and for clients. */
export function requirePerson(actor: Actor): User {
  if (actor.kind === 'user') return actor.user
  throw refusal('FORBIDDEN', say('person_only'))
}
