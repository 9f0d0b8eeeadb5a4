import type { Accounts } from './accounts'
import type { ServerControl } from './http'
import type { Inspector } from './inspector'
import type { Protocol } from './oauth'
import type { Panel } from './panel'
import type { Store } from './ports'

/** A server as its hosts have it: started and stopped, asked through the panel's contract, closed at the end. */
export interface FriendlyServer extends ServerControl {
  readonly store: Store
  readonly protocol: Protocol
  readonly accounts: Accounts
  readonly inspector: Inspector
  /** The contract, implemented: for the desktop's channel and the command line. It is loaded for the first who asks. */
  panel(): Promise<Panel>
  /** Whether the documented default administrator still has the documented password. */
  defaultPasswordStands(): Promise<boolean>
  /** Whether the data hold no more than what a first start without a profile puts there. */
  isAsFirstStarted(): Promise<boolean>
  /** Makes durable what was answered for, for a host that may lose its power. */
  flush(): Promise<void>
  /** Hashes the passwords that came in clear, one at a time beside everything else; resolves to whether none is left. Never rejects. */
  hashPasswords(): Promise<boolean>
  /** The certificate in PEM of the local authority, for whoever is to trust it; undefined: none vouches for the server. */
  authority(): string | undefined
  /** Stops listening, writes out what is open, lets go of the data. */
  close(): Promise<void>
}
