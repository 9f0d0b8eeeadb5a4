import { patchSettings, scopeSchema, type ProfileInput, type SettingsPatch } from '../../src-main/model'
import type { Panel } from '../../src-main/panel'
import type { Scheduler, Store } from '../../src-main/ports'
import { createServer, type FriendlyServer } from '../../src-main/server'
import { createMemoryStore } from '../../src-main/store'
import { createSystem, type System } from '../../src-main/system'
import { createTestClock, type TestClock } from './clock'
import { wholeProfile } from './whole-profile'

/** What the server starts with, as in a profile; a scope may be its name alone. */
export interface StartOptions extends Omit<ProfileInput, 'version' | '$schema' | 'scopes'> {
  readonly scopes?: readonly (string | NonNullable<ProfileInput['scopes']>[number])[]
  readonly panelFiles?: string
  /** Speaks TLS with this. */
  readonly tls?: {
    readonly cert: string
    readonly key: string
    readonly certFile?: string
    readonly keyFile?: string
  }
  /** Speaks TLS with a certificate of the local authority. */
  readonly https?: boolean
  /** Where what isn't in the store is kept, such as that authority; left out: nowhere. */
  readonly dataFolder?: string
  /** Takes the place of a collection's method, to see what an outage of the store looks like. */
  readonly withStore?: (store: Store) => Store
  /** What waits for a moment waits here, instead of for the machine's time. */
  readonly scheduler?: Scheduler
}

export interface TestServer extends Omit<FriendlyServer, 'panel'> {
  readonly panel: Panel
  /** `http://localhost:PORT`, where it is asked and, unless the settings say otherwise, what it calls itself. */
  readonly address: string
  readonly port: number
  readonly clock: TestClock
  readonly system: System
  /** The lines of the log, as JSON. */
  readonly logged: string[]
  /** Changes settings behind everybody's back, as another server on the same store would. */
  change(patch: SettingsPatch): Promise<void>
}

/** Opens the store of a server on its clock. */
export type OpenStore = (surroundings: Pick<System, 'clock' | 'log'>) => Promise<Store>

let openStore: OpenStore = async ({ clock }) => createMemoryStore({ clock })

/** What the servers of this test file keep their data in, from now on. */
export function openStoresWith(open: OpenStore): void {
  openStore = open
}

/** The whole server over real HTTP on a free port, with a store in memory and a clock that stands until it is moved. */
export async function startServer(options: StartOptions = {}): Promise<TestServer> {
  const {
    panelFiles,
    tls,
    https,
    dataFolder,
    withStore = (store) => store,
    scheduler,
    scopes = [],
    ...rest
  } = options
  const logged: string[] = []
  // Clients of the tests sign by the machine's clock, so the server's starts there.
  const clock = createTestClock(Date.now())
  const made = createSystem({
    clock,
    logLevel: 'warn',
    logFormat: 'json',
    writeLog: (line) => void logged.push(line)
  })
  const system = { ...made, ...(scheduler && { scheduler }) }
  const profile = wholeProfile({
    ...rest,
    scopes: scopes.map((scope) => scopeSchema.parse(typeof scope === 'string' ? { name: scope } : scope))
  })
  const server = await createServer(
    {
      port: 0,
      host: 'localhost',
      panel: true,
      defaultDurability: 'process',
      version: '0.0.0-test',
      store: withStore(await openStore(system)),
      profile,
      ...(panelFiles === undefined ? {} : { panelFiles }),
      ...(tls && { tls: { certFile: 'server.pem', ...tls } }),
      ...(https !== undefined && { https }),
      ...(dataFolder !== undefined && { dataFolder })
    },
    system
  )
  const { status, port, failure } = await server.start()
  const isTls = tls !== undefined || (https ?? profile.settings?.https?.enabled ?? false)
  if (status !== 'running') throw new Error(`The server of the test did not start: ${failure?.message}`)
  return {
    ...server,
    panel: await server.panel(),
    address: `${isTls ? 'https' : 'http'}://localhost:${port}`,
    port,
    clock,
    system,
    logged,
    async change(patch) {
      await server.store.settings.update((current) => patchSettings(current, patch))
    },
    async close() {
      await server.close()
      await system.close()
    }
  }
}
