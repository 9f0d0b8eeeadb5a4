import type { Accounts } from '../accounts'
import type { Inspector } from '../inspector'
import type { Playground } from '../playground'
import type { Clock, Log, Random, Store } from '../ports'
import { createAccount, createUsers } from './account'
import { createBase } from './base'
import { createClientRights, createClients } from './clients'
import { createLive } from './live'
import { createMail } from './mail'
import { createPlaygroundProcedures } from './playground'
import { createProfileProcedures } from './profile-procedures'
import { createServerProcedures } from './server'
import type { ServerControl } from './server-control'
import { createSession } from './session'
import { createSettings, type MetadataSource } from './settings'
import { createTraffic } from './traffic'

export interface PanelDependencies {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly accounts: Accounts
  readonly inspector: Inspector
  readonly playground: Playground
  readonly serverControl: ServerControl
  /** The discovery document; `protocol.metadata` answers it. */
  readonly metadata: MetadataSource
  readonly serverName: string
  readonly version: string
}

/** The contract, implemented: a router for every transport. A call hands in who asks as its `PanelContext`. */
export function createPanel(dependencies: PanelDependencies) {
  const base = createBase(dependencies)
  const rights = createClientRights(dependencies)
  return base.router({
    account: createAccount(base, dependencies),
    clients: createClients(base, { ...dependencies, rights }),
    live: createLive(base, dependencies),
    mail: createMail(base, dependencies),
    playground: createPlaygroundProcedures(base, { ...dependencies, rights }),
    profile: createProfileProcedures(base, dependencies),
    server: createServerProcedures(base, dependencies),
    session: createSession(base, dependencies),
    settings: createSettings(base, dependencies),
    traffic: createTraffic(base, dependencies),
    users: createUsers(base, dependencies)
  })
}

export type Panel = ReturnType<typeof createPanel>
