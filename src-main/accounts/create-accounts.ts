import type {
  Clock,
  Leases,
  Log,
  Mailer,
  PasswordHasher,
  People,
  Random,
  Scheduler,
  Store,
  TellClients
} from '../ports'
import { createAgreements } from './sessions/agreements'
import { createAttemptCounter } from './sign-in/attempt-counter'
import { createConsents, type Consents } from './sessions/consents'
import { createFrontDoor } from './create-front-door'
import { createPeople } from './create-people'
import { createDefaultAdministrator } from './passwords/default-administrator'
import { createDeletion, type Deletion } from './deletion'
import { createEndEverything, type EndEverything } from './sessions/endings'
import type { FrontDoor } from './front-door'
import { createMailDelivery } from './mail/mail-delivery'
import { createMailLimits } from './mail/mail-limits'
import { createMailedCodes } from './mail/mailed-codes'
import { createOutbox, type Outbox } from './mail/outbox'
import { createSenderOf } from './mail/sender-of'
import { createSendTestMail, type SendTestMail } from './mail/test-mail'
import { createPanelSessions, type PanelSessions } from './sessions/panel-sessions'
import { createPasswordCheck } from './passwords/password-check'
import { createPasswords, type Passwords } from './passwords/passwords'
import { createPendingPasswords, type TellHashed } from './passwords/pending-passwords'
import { createSignIn, type SignIn } from './sign-in/sign-in'
import { createSignInCheck } from './sign-in/sign-in-check'
import { createSignInLimits } from './sign-in/sign-in-limits'
import { createSignInRecords } from './sign-in/sign-in-records'
import { createSignInSessions } from './sessions/sign-in-sessions'
import { tellFailures, tellSuccesses, type TellSignIn } from './sign-in/tell-sign-in'

export interface AccountsDependencies {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly hasher: PasswordHasher
  readonly log: Log
  readonly mailer: Mailer
  readonly scheduler: Scheduler
  readonly leases: Leases
  readonly issuer: () => string
  /** Called for every sign-in session that ends before its time, from wherever it is ended. */
  readonly tellClients: TellClients
  /** Told how each sign-in went, at the panel and for clients. */
  readonly tellSignIn?: TellSignIn
  /** Hears of each clear password that was hashed. */
  readonly tellHashed?: TellHashed
  /** Removes a client with everything that it had; a person's own go with them. */
  readonly removeClient: (client_id: string) => Promise<boolean>
  /** Whether the server listens on loopback alone: quick sign-in is for nothing else. */
  readonly loopbackOnly: boolean
}

export interface Accounts extends Passwords, FrontDoor, Deletion {
  readonly people: People
  readonly signIn: SignIn
  readonly sessions: PanelSessions
  readonly consents: Consents
  readonly outbox: Outbox
  readonly sendTestMail: SendTestMail
  /** Ends everything that a person has open, as when somebody blocks them, and tells the clients. */
  readonly endEverything: EndEverything
  /** Ends one sign-in session (`store.signInSessions`) with what was granted in it, and tells its clients. False: it was over already. */
  endSignInSession(id: string): Promise<boolean>
  /** Whether the documented default administrator can still sign in with the documented password. */
  defaultPasswordStands(): Promise<boolean>
  /** Hashes the clear passwords that a profile brought, one at a time, until `signal` aborts; resolves to whether none is left. */
  hashPending(signal?: AbortSignal): Promise<boolean>
}

/** Everything about people, connected. */
export function createAccounts(dependencies: AccountsDependencies): Accounts {
  const { store, random, hasher } = dependencies
  const counter = createAttemptCounter(dependencies)
  const agreements = createAgreements(store)
  const panelSessions = createPanelSessions(dependencies)
  const signInSessions = createSignInSessions({ ...dependencies, agreements })
  const { tellSignIn = () => undefined } = dependencies
  const records = tellSuccesses(createSignInRecords(dependencies), tellSignIn)
  const limits = createSignInLimits({ store, counter })
  const passwordCheck = createPasswordCheck({ hasher, random })
  const pending = createPendingPasswords(dependencies)
  const check = tellFailures(createSignInCheck({ store, limits, check: passwordCheck, pending }), tellSignIn)
  const endEverything = createEndEverything({ panelSessions, signInSessions, agreements })
  const passwords = createPasswords({ store, hasher, limits, check: passwordCheck, endEverything })
  const senderOf = createSenderOf(dependencies)
  const delivery = createMailDelivery({ ...dependencies, senderOf })
  const outbox = createOutbox({ ...dependencies, delivery })
  const codes = createMailedCodes({ ...dependencies, outbox, limits: createMailLimits({ store, counter }) })
  const parts = { limits, counter, codes, outbox, records, passwords, check, sessions: signInSessions }
  return {
    sessions: panelSessions,
    people: createPeople({ store, check, random, sessions: signInSessions }),
    ...createFrontDoor({ ...dependencies, ...parts }),
    signIn: createSignIn({ store, check, records, sessions: panelSessions }),
    ...passwords,
    ...createDeletion({ ...dependencies, limits, check: passwordCheck, endEverything }),
    consents: createConsents({ store, agreements }),
    outbox,
    sendTestMail: createSendTestMail({ ...dependencies, outbox, senderOf }),
    endEverything,
    endSignInSession: signInSessions.end,
    defaultPasswordStands: createDefaultAdministrator({ store, hasher }),
    hashPending: pending.hashAll
  }
}
