import type { Accounts } from '../../accounts'
import type { IssuedToken } from '../../model'
import type { Panel, ServerControl } from '../../panel'
import type { Awaitable, PanelFiles, Random } from '../../ports'

/** What the panel over HTTP needs. */
export interface PanelHttpDependencies {
  readonly panel: Panel
  readonly accounts: Pick<Accounts, 'sessions'>
  /** Tells whose access token it is, while it lives. */
  readonly protocol: { verifyAccessToken(token: string): Awaitable<IssuedToken | undefined> }
  readonly serverControl: Pick<ServerControl, 'state' | 'subscribe'>
  readonly random: Random
  readonly panelFiles: PanelFiles
  readonly serverName: string
  readonly version: string
}
