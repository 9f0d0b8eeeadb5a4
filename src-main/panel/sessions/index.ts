/**
 * Moderators' use cases about sessions: who is signed in, who signed in lately, ending it; and sessions as the contract shows them,
 * for whoever shows some.
 *
 * Leans on accounts for ending, since clients have to be told; it must not know how.
 */
export { createListedSessions } from './listed-sessions'
export { createNamed } from './named'
export { createSessions } from './create-sessions'
