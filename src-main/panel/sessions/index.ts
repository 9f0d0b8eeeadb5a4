/**
 * Moderators' use cases about sessions: who is signed in, who signed in lately, ending it; and sessions as the contract shows them,
 * for whoever shows some.
 *
 * Leans on accounts for ending, since clients have to be told; it must not know how.
 */
export { createListedSessions, type ListedSessions } from './listed-sessions'
export { createNamed, type Named } from './named'
export { createOpenSessions, type OpenSessions } from './open-sessions'
export { createSessions } from './create-sessions'
