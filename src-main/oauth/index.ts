/**
 * The protocol: the endpoints of OAuth 2.0 as functions from a request to an answer, with the grants, the methods of client
 * authentication and the tokens behind them. `endpoints/` read like tables of contents; `grants/` and `client-auth/` are
 * lists to which a new one is added.
 *
 * It leans on the model, the ports and jose. It must not know Express, Electron, a disk, a network or a clock of its own:
 * whatever it needs of the world comes through a port. A refusal is an OAuthError, thrown.
 */
export type { AuthorizationOutcome, BrowserRequest } from './authorization/steps/authorization-outcome'
export type { InteractionView } from './authorization/interactions/interactions'
export { ENDPOINT_PATHS } from './endpoint-paths'
export type { ToldClaim } from './preview/told-claims'
export { parseForm, type Form } from './form'
export { OAuthError } from './oauth-error'
export { createProtocol, type Protocol } from './protocol'
export type { ProtocolAnswer, ProtocolRequest, RequestFacts } from './protocol-request'
export type { Unfinished } from './tokens/issue'
export { REFUSAL_REASONS } from './refusal-reason'
export { STANDARD_SCOPES } from './scope/scope'
export { CLAIMS_OF_SCOPES } from './claims/scope-claims'
export { checkSessionPage } from './logout/check-session-page'
export type { SignOutOutcome } from './logout/sign-out'
export { createRemoveClient } from './registration/remove-client'
export { generateKey } from './tokens/keys/generate-key'
export { isWholeKey } from './tokens/keys/prepared-key'
export { KeyFault, readSigningKey } from './tokens/keys/read-signing-key'
export type { Subjects } from './claims/subjects'
export type { PublishedKey, SigningKeys } from './tokens/keys/signing-keys'
export { tokenDigest } from './tokens/token-digest'
