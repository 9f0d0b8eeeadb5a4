/**
 * The panel's contract as data: every procedure with its input, output, errors, who may call it, and its place in REST.
 *
 * Three transports serve it (one IPC channel, HTTP of the browser panel, REST under /admin/api) and the command line
 * calls it too. It leans on the model and oRPC's contract builder; it must not know how anything is done.
 * It is the one room of src-main that the renderer may import.
 */
import { about } from './about'
import { account } from './account'
import { audit } from './audit'
import { authorizations } from './authorizations'
import { claims } from './claims'
import { clients } from './clients'
import { keys } from './keys'
import { limits } from './limits'
import { live } from './live'
import { logs } from './logs'
import { mail } from './mail'
import { playground } from './playground'
import { preview } from './preview'
import { profile } from './profile'
import { roles } from './roles'
import { scopes } from './scopes'
import { server } from './server'
import { session } from './session'
import { sessions } from './sessions'
import { settings } from './settings'
import { signInPages } from './sign-in-pages'
import { traffic } from './traffic'
import { users } from './users'

export const contract = {
  about,
  account,
  audit,
  authorizations,
  claims,
  clients,
  keys,
  limits,
  live,
  logs,
  mail,
  playground,
  preview,
  profile,
  roles,
  scopes,
  server,
  session,
  sessions,
  settings,
  signInPages,
  traffic,
  users
}
export type Contract = typeof contract

export { newClientSchema, type ClientChanges, type NewClient, type ShownClient } from './clients'
export type { Notices } from './about'
export type { ShownAuditEvent } from './audit'
export { LOG_LEVEL_NAMES, type ShownLogLine } from './logs'
export { LIMITED_LIFETIMES, type LimitedLifetime, type LimitUsage, type Peak } from './limits'
export { type GivenConsent, type GoesWithAccount, type OwnAccount, type OwnChanges } from './account'
export { AUTHORIZATION_RANGES, type AuthorizationsPerDay, type ClientAuthorizations } from './authorizations'
export type { ListedSession, ListedSignIn, NamedClient, Person } from './sessions'
export { type ShownKey } from './keys'
export type { LiveEvent } from './live'
export type { Message } from './mail'
export {
  PLAYGROUND_FIELDS,
  PLAYGROUND_FLOW_NAMES,
  type PlaygroundField,
  type PlaygroundFlowName
} from './playground-fields'
export {
  TOKEN_USES,
  type Draft,
  type Mismatch,
  type PlaygroundExchange,
  type Prepared,
  type RawRequest,
  type TokenUse
} from './playground'
export { type NewClaim, type ShownClaim } from './claims'
export type { Preview, PreviewedClaim } from './preview'
export type { ShownRole } from './roles'
export { newScopeSchema, type ShownScope } from './scopes'
export type { Issue } from './procedure'
export type { ProfileChange, ProfileComparison } from './profile'
export { SECTIONS, type Section } from './sections'
export type { Overview, ServerState } from './server'
export { type Fixable, type ServerFacts } from './server-facts'
export { HIDDEN_SECRET, withoutHidden } from './settings'
export { PAGE_LANGUAGES, PREVIEWED_PAGES, type PagePreview } from './sign-in-pages'
export { type Capability, type Session } from './session'
export type { Exchange, Exchanges } from './traffic'
export type { ExchangeDetail, ExchangeRepair, ExchangeStory } from './exchange-detail'
export { formatFilterTerm, parseExchangeFilter, type FilterKey, type FilterTerm } from './exchange-filter'
export {
  newUserSchema,
  type Belongings,
  type NewUser,
  type OpenSession,
  type ShownUser,
  type SignInEntry,
  type UserChanges
} from './user-fields'
/** What the renderer needs of the model: the renderer may import this room alone. */
export * from '../model'
