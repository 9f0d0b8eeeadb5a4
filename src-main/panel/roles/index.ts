/**
 * What decides what a token says: roles, scopes, claim rules, and the preview of what a client would be given.
 *
 * Leans on the protocol for what is built in and for the preview, and on the way back from a removal; it must not know how a token is made.
 */
export { createClaims } from './create-claims'
export { createPreview } from './create-preview'
export { createRoles } from './create-roles'
export { createScopes } from './create-scopes'
