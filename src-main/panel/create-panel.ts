import type { Accounts } from '../accounts'
import type { Inspector } from '../inspector'
import type { Notices } from '../contract'
import { createTokenLab, type Playground } from '../playground'
import type { Protocol, SigningKeys } from '../oauth'
import type {
  Clock,
  CollectionFiles,
  FaultBoard,
  HttpSender,
  KeySetSource,
  Log,
  LogLines,
  Machine,
  Random,
  Scheduler,
  Store
} from '../ports'
import { createAbout } from './about'
import { createAccount } from './account'
import { createAuthorizations, type AuthorizationCounts } from './authorizations'
import { createAudit, type AuditTrail } from './audit'
import { createBase } from './access/base'
import type { Certificates } from './doctor'
import { createClientRights, createClients } from './clients'
import { createFaults } from './faults'
import { createKeys } from './keys'
import { createLimits } from './server/limits'
import { createLive } from './live'
import { createLogs } from './logs'
import { createMail } from './server/mail'
import { createPlaygroundProcedures } from './playground/procedures'
import { createPlaygroundCode } from './playground/code'
import { createCollections } from './playground/collections'
import { createDesktop } from './desktop'
import { createImportProgress, type RestorePoint } from './profile'
import { createProfileProcedures } from './profile/profile-procedures'
import { createClaims, createPreview, createRoles, createScopes } from './roles'
import { createServerProcedures } from './server/server'
import type { ServerControl } from './server/server-control'
import type { Surroundings } from './server/server-facts'
import { createSession } from './session'
import { createSessions } from './sessions'
import { createSettings, type MetadataSource } from './server/settings'
import { createSignInPages, type PagePreviewer } from './server/sign-in-pages'
import { createTokenLabProcedures } from './token-lab'
import { createTraffic } from './traffic'
import { createUsers, type LastSignIns } from './users'

export interface PanelDependencies {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** The latest of what the log wrote. */
  readonly logLines: LogLines
  readonly scheduler: Scheduler
  readonly trail: AuditTrail
  readonly restorePoint: RestorePoint
  /** In which order people signed in. */
  readonly lastSignIns: Pick<LastSignIns, 'names'>
  /** Where the server is asked: scheme, host and port. */
  readonly origin: () => string
  /** Sends a request to this server itself, whatever certificate it shows. */
  readonly sendToSelf: HttpSender['send']
  readonly accounts: Accounts
  readonly inspector: Inspector
  readonly playground: Playground
  readonly faults: FaultBoard
  /** Where saved requests lie. */
  readonly collectionFiles: CollectionFiles
  readonly authorizationCounts: Pick<AuthorizationCounts, 'flush'>
  readonly serverControl: ServerControl
  readonly signingKeys: SigningKeys
  /** The record of a token that is alive; `protocol.findToken` finds it. */
  readonly findToken: Protocol['findToken']
  /** Whom the subjects mean that clients know. */
  readonly subjects: Protocol['subjects']
  readonly keySets: KeySetSource
  /** Whether the server listens on loopback alone. */
  readonly loopbackOnly: boolean
  /** Begins to hash the passwords that came in clear. */
  readonly hashPasswords: () => void
  readonly previewPage: PagePreviewer
  /** What the server was started with and in. */
  readonly surroundings: Surroundings
  readonly certificates: Certificates
  readonly machine: Machine
  /** The machine's own time, which nobody moves. */
  readonly machineClock: Clock
  /** The discovery document; `protocol.metadata` answers it. */
  readonly metadata: MetadataSource
  /** What a client would be given; `protocol.preview` tells. */
  readonly preview: Protocol['preview']
  readonly serverName: string
  readonly version: string
  /** The licences of the product and of what it carries. */
  readonly notices: () => Notices
}

/** The contract, implemented: a router for every transport. A call hands in who asks as its `PanelContext`. */
export function createPanel(dependencies: PanelDependencies) {
  const base = createBase(dependencies)
  const rights = createClientRights(dependencies)
  const importProgress = createImportProgress(dependencies.machineClock)
  return base.router({
    about: createAbout(base, dependencies),
    account: createAccount(base, dependencies),
    authorizations: createAuthorizations(base, dependencies),
    claims: createClaims(base, dependencies),
    clients: createClients(base, { ...dependencies, rights }),
    collections: createCollections(base, { ...dependencies, rights }),
    desktop: createDesktop(base, { ...dependencies, importProgress }),
    faults: createFaults(base, dependencies),
    keys: createKeys(base, dependencies),
    limits: createLimits(base, dependencies),
    audit: createAudit(base, dependencies),
    live: createLive(base, { ...dependencies, importProgress }),
    logs: createLogs(base, dependencies),
    mail: createMail(base, dependencies),
    playground: {
      ...createPlaygroundProcedures(base, { ...dependencies, rights }),
      ...createPlaygroundCode(base, { ...dependencies, rights })
    },
    profile: createProfileProcedures(base, { ...dependencies, importProgress }),
    preview: createPreview(base, { ...dependencies, rights }),
    roles: createRoles(base, dependencies),
    scopes: createScopes(base, dependencies),
    server: createServerProcedures(base, dependencies),
    session: createSession(base, dependencies),
    sessions: createSessions(base, dependencies),
    settings: createSettings(base, dependencies),
    signInPages: createSignInPages(base, dependencies),
    tokenLab: createTokenLabProcedures(base, {
      ...dependencies,
      rights,
      tokenLab: createTokenLab(dependencies)
    }),
    traffic: createTraffic(base, dependencies),
    users: createUsers(base, dependencies)
  })
}

export type Panel = ReturnType<typeof createPanel>
