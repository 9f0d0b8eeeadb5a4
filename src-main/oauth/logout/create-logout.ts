import type { Awaitable, Clock, Leases, Log, Outbound, People, Random, Scheduler, Store } from '../../ports'
import { createReadIdTokenHint } from '../authorization/request/id-token-hint'
import type { Subjects } from '../claims/subjects'
import type { EncryptForClient } from '../tokens/id-token/encrypt-for-client'
import type { SigningKeys } from '../tokens/keys/signing-keys'
import { createBackChannel } from './back-channel'
import { createClientsOf } from './clients-of'
import { createEndSession } from './end-session'
import { createIssueLogoutToken } from './issue-logout-token'
import { createSendLogout } from './send-logout'
import { createSignOut, type SignOut } from './sign-out'
import { createParseSignOutRequest } from './sign-out-request'

export interface LogoutDeps {
  readonly store: Store
  readonly people: Pick<People, 'session' | 'endSession'>
  readonly signingKeys: SigningKeys
  readonly subjects: Subjects
  readonly encryptForClient: EncryptForClient
  readonly outbound: Pick<Outbound, 'postForm'>
  /** Whether a backchannel_logout_uri may lie at a private address now. */
  readonly allowPrivateAddresses: () => Awaitable<boolean>
  readonly scheduler: Scheduler
  readonly leases: Leases
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly issuer: () => string
}

/** Signing out, with everything that tells clients of it, connected. */
export function createLogout(deps: LogoutDeps): SignOut {
  const { store, people, signingKeys, subjects, clock, random, issuer } = deps
  const { clients, settings } = store
  const issueLogoutToken = createIssueLogoutToken({ ...deps, settings })
  const backChannel = createBackChannel({
    logoutDeliveries: store.logoutDeliveries,
    clients,
    send: createSendLogout({ ...deps, issueLogoutToken }),
    scheduler: deps.scheduler,
    leases: deps.leases,
    clock,
    random,
    log: deps.log
  })
  const clientsOf = createClientsOf({ clients })
  const readIdTokenHint = createReadIdTokenHint({ signingKeys, subjects, issuer })
  return createSignOut({
    clients,
    pendingSignOuts: store.pendingSignOuts,
    people,
    parse: createParseSignOutRequest({ clients, readIdTokenHint }),
    endSession: createEndSession({ signInSessions: store.signInSessions, clientsOf, people, issuer }),
    tellClients: async (session) => backChannel.tell(session, await clientsOf(session)),
    backChannel,
    clock,
    random
  })
}
