import type { Fixable, ServerFacts } from '../../contract'
import type { Settings } from '../../model'
import type { DatabaseState, Store } from '../../ports'
import type { PanelContext } from '../access/context'
import { accessOf } from '../access/context'
import type { ServerControl } from './server-control'

/** What the server was started with and in; `server.ts` answers it. */
export interface Surroundings {
  runtime(): Pick<ServerFacts, 'node' | 'platform' | 'pid' | 'uptimeSeconds' | 'memory'>
  readonly storeKind: ServerFacts['store']['kind']
  readonly dataFolder?: string
  /** Looks into the database that the data is in. */
  readonly lookIntoDatabase?: () => Promise<DatabaseState>
  readonly defaultDurability: 'process' | 'power'
  /** The certificate that is served now. */
  certificate(): ServerFacts['tls']
  /** Whether it speaks TLS from its next start on. */
  wantsTls(): boolean
  readonly fixed: readonly Fixable[]
}

export interface FactsDependencies {
  readonly store: Pick<Store, 'settings' | 'problem'>
  readonly serverControl: Pick<ServerControl, 'state'>
  readonly surroundings: Surroundings
  readonly origin: () => string
  readonly version: string
}

/** The facts of the running server, for whoever looks. */
export function createServerFacts({
  store,
  serverControl,
  surroundings,
  origin,
  version
}: FactsDependencies) {
  const { runtime, storeKind, dataFolder, defaultDurability, certificate, wantsTls, fixed } = surroundings
  return async ({ actor }: PanelContext): Promise<ServerFacts> => {
    const settings = await store.settings.get()
    const problem = await store.problem()
    const tls = certificate()
    return {
      version,
      ...runtime(),
      store: {
        kind: storeKind,
        durability: settings.durability ?? defaultDurability,
        ...(problem !== undefined && { problem }),
        ...(dataFolder !== undefined && accessOf(actor) === 'administrator' && { folder: dataFolder })
      },
      ...(tls && { tls }),
      fixed: [...fixed],
      address: origin(),
      pending: [
        ...pendingOf(settings, serverControl.state(), fixed),
        ...(serverControl.state().status === 'running' && wantsTls() !== Boolean(tls)
          ? (['https'] as const)
          : [])
      ]
    }
  }
}

/** What was stored after the start and waits for the next one. */
function pendingOf(
  { listen }: Settings,
  { host, port }: { host: string; port: number },
  fixed: readonly Fixable[]
): ServerFacts['pending'] {
  const differs = {
    host: listen.host !== null && listen.host !== host,
    port: listen.port !== null && listen.port !== port
  }
  return (['host', 'port'] as const).filter((name) => differs[name] && !fixed.includes(name))
}
