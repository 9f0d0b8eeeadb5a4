/**
 * The panel's contract as data: every procedure with its input, output, errors, who may call it, and its place in REST.
 *
 * Three transports serve it (one IPC channel, HTTP of the browser panel, REST under /admin/api) and the command line
 * calls it too. It leans on the model and oRPC's contract builder; it must not know how anything is done.
 * It is the one room of src-main that the renderer may import.
 */
import { about } from './about'
import { account } from './people/account'
import { audit } from './traffic/audit'
import { authorizations } from './people/authorizations'
import { claims } from './clients/claims'
import { clients } from './clients/clients'
import { collections } from './playground/collections/collections'
import { desktop } from './desktop'
import { faults } from './server/faults'
import { keys } from './server/keys'
import { limits } from './server/limits'
import { live } from './live'
import { logs } from './traffic/logs'
import { mail } from './server/mail'
import { playground } from './playground/playground'
import { playgroundCode } from './playground/code'
import { preview } from './clients/preview'
import { profile } from './server/profile'
import { roles } from './people/roles'
import { scopes } from './clients/scopes'
import { server } from './server/server'
import { session } from './people/session'
import { sessions } from './people/sessions'
import { settings } from './server/settings'
import { signInPages } from './server/sign-in-pages'
import { tokenLab } from './token-lab/token-lab'
import { traffic } from './traffic/traffic'
import { users } from './people/users'

export const contract = {
  about,
  account,
  audit,
  authorizations,
  claims,
  clients,
  collections,
  desktop,
  faults,
  keys,
  limits,
  live,
  logs,
  mail,
  playground: { ...playground, ...playgroundCode },
  preview,
  profile,
  roles,
  scopes,
  server,
  session,
  sessions,
  settings,
  signInPages,
  tokenLab,
  traffic,
  users
}
export type Contract = typeof contract

export { newClientSchema, type ClientChanges, type NewClient, type ShownClient } from './clients/clients'
export type { Notices } from './about'
export type { ShownAuditEvent } from './traffic/audit'
export { LOG_LEVEL_NAMES, type ShownLogLine } from './traffic/logs'
export { LIMITED_LIFETIMES, type LimitedLifetime, type LimitUsage, type Peak } from './server/limits'
export { type GivenConsent, type GoesWithAccount, type OwnAccount, type OwnChanges } from './people/account'
export {
  AUTHORIZATION_RANGES,
  type AuthorizationsPerDay,
  type ClientAuthorizations
} from './people/authorizations'
export type { ListedSession, ListedSignIn, NamedClient, Person } from './people/sessions'
export { type ShownKey } from './server/keys'
export {
  DESKTOP_LANGUAGES,
  NOTIFICATIONS,
  UPDATE_STATUSES,
  type DesktopChange,
  type DesktopState,
  type NotificationKind
} from './desktop'
export type { LiveEvent } from './live'
export type { Message } from './server/mail'
export {
  PLAYGROUND_FIELDS,
  PLAYGROUND_FLOW_NAMES,
  playgroundFlowKind,
  playgroundResponseTypes,
  type PlaygroundField,
  type PlaygroundFlowKind,
  type PlaygroundFlowName
} from './playground/fields'
export {
  CODE_NAMES,
  LANGUAGE_NAMES,
  RECIPE_NAMES,
  type CodeName,
  type CodeRequestInput,
  type LanguageName,
  type ParsedCurl,
  type RecipeName,
  type WrittenCode
} from './playground/code'
export {
  COLLECTION_FORMAT,
  collectionSchema,
  parseCollection,
  type Collection,
  type CollectionRequest,
  type ParsedCollection
} from './playground/collections/collection-file'
export {
  collectionResultSchema,
  type CollectionResult,
  type ListedCollection,
  type RequestResult
} from './playground/collections/collections'
export type { CorsFault, CorsVerdict } from './playground/cors-verdict'
export { draftSchema, PKCE_CHOICES, type CompleteDraft, type Draft } from './playground/draft'
export {
  ALL_TOKEN_USES,
  OTHER_TOKEN_USES,
  TOKEN_USES,
  type ApiCall,
  type IdTokenCheck,
  type OpenedAnswer,
  type PlaygroundAction,
  type BroughtVerdict,
  type PlaygroundExchange,
  type TokenUse
} from './playground/exchange'
export type { Mismatch } from './playground/mismatch'
export type { MutationStep, PlaygroundMutation } from './playground/mutations/mutation'
export { MUTATIONS, MUTATION_IDS, mutationsOf, type MutationId } from './playground/mutations/mutations'
export type { PlaygroundCheck, PlaygroundVerdict, RawRequest, ValueRole } from './playground/request'
export type {
  PlaygroundAuthorization,
  PlaygroundCallback,
  PlaygroundRun,
  Prepared,
  StandInChoice
} from './playground/run'
export { type NewClaim, type ShownClaim } from './clients/claims'
export type { Preview, PreviewedClaim } from './clients/preview'
export type { ShownRole } from './people/roles'
export { newScopeSchema, type ShownScope } from './clients/scopes'
export {
  CHECKS,
  FINDINGS,
  VERDICTS,
  type Finding,
  type FindingId,
  type Repair,
  type Verdict
} from './server/findings'
export type { Issue } from './procedure'
export type { ProfileChange, ProfileComparison, Restored, RestorePoint } from './server/profile'
export { SECTIONS, type Section } from './sections'
export type { Overview, ServerState } from './server/server'
export { type Fixable, type ServerFacts } from './server/server-facts'
export { HIDDEN_SECRET, withoutHidden } from './server/settings'
export { PAGE_LANGUAGES, PREVIEWED_PAGES, type PagePreview } from './server/sign-in-pages'
export { type Capability, type Session } from './people/session'
export {
  CHECKED_NAMES,
  CLAIM_REASONS,
  SIGNATURE_REASONS,
  THROW_AWAY_ALGORITHMS,
  TOKEN_KINDS,
  type CheckedName,
  type ClaimVerdict,
  type KeySource,
  type SignatureVerdict,
  type SigningSource,
  type TokenExpectations,
  type TokenKind,
  type TokenVerdict
} from './token-lab/token-checks'
export type { RecentToken, SignedCopy, TokenStatus } from './token-lab/token-lab'
export type { Exchange, Exchanges } from './traffic/traffic'
export type { ExchangeDetail, ExchangeRepair, ExchangeStory } from './traffic/exchange-detail'
export {
  formatFilterTerm,
  parseExchangeFilter,
  type FilterKey,
  type FilterTerm
} from './traffic/exchange-filter'
export {
  newUserSchema,
  type Belongings,
  type NewUser,
  type OpenSession,
  type ShownUser,
  type UserChanges
} from './people/user-fields'
/** What the renderer needs of the model: the renderer may import this room alone. */
export * from '../model'
