/**
 * The composition root: makes every service of the server and connects them, in straight-line code. The desktop app, the
 * command line and the tests are three hosts of what it returns.
 */
import { createAccounts, type Accounts } from './accounts'
import { isLoopbackHost, UsageError, type Config } from './config'
import {
  createHttpApp,
  createPanelHttp,
  createServerControl,
  listen,
  previewPage,
  type ServerControl
} from './http'
import { createInspector, type Inspector } from './inspector'
import { DEFAULT_ADMINISTRATOR, formatPath, type Profile } from './model'
import { createProtocol, type Protocol } from './oauth'
import {
  createAuditTrail,
  createAuthorizationCounts,
  createPanel,
  importProfile,
  prepareFirstStart,
  type ImportOutcome,
  type Panel,
  type Surroundings
} from './panel'
import { createPlayground } from './playground'
import type { Store } from './ports'
import { createMemoryStore, openJsonFileStore } from './store'
import {
  authorityOf,
  findPortHolder,
  findRendererFolder,
  ownNamesOf,
  readCertificateFacts,
  readNotices,
  readRuntimeFacts,
  requireCertificateFor,
  type System
} from './system'

export interface ServerOptions extends Pick<
  Config,
  'port' | 'host' | 'issuer' | 'tls' | 'panel' | 'defaultDurability'
> {
  /** What stands before the stored settings; left out: all of it. */
  readonly fixed?: Config['fixed']
  /** Where the json-file store lives; undefined keeps everything in memory. */
  readonly dataFolder?: string
  /** A store of the host's own, instead of one of ours. */
  readonly store?: Store
  /** Where the built panel lies; undefined: beside the built server. */
  readonly rendererFolder?: string
  /** Replaces what it names; a fresh store gets the documented administrator besides, unless it brings one. */
  readonly profile?: Profile
  readonly version: string
}

export interface FriendlyServer extends ServerControl {
  readonly store: Store
  readonly protocol: Protocol
  readonly accounts: Accounts
  readonly inspector: Inspector
  /** The contract, implemented: for the desktop's channel and the command line. */
  readonly panel: Panel
  /** Whether the documented default administrator still has the documented password. */
  defaultPasswordStands(): Promise<boolean>
  /** Stops listening, writes out what is open, lets go of the data. */
  close(): Promise<void>
}

export const SERVER_NAME = 'Friendly OAuth2 Server'

/**
 * Opens the data and makes the server, which listens to nobody before `start`.
 * Throws StoreError when the data can't be had, and UsageError when the profile can't be used.
 */
export async function createServer(options: ServerOptions, system: System): Promise<FriendlyServer> {
  const { clock, random, log, hasher, keySets, httpSender, outbound, mailer, scheduler } = system
  const { version, tls } = options
  const scheme = tls ? 'https' : 'http'
  const store = await openStore(options, system)
  let settings = await store.settings.get()
  const unsubscribe = store.subscribe(async ({ what }) => {
    if (what === 'settings') {
      settings = await store.settings.get()
      followIssuer()
    }
    if (what === 'users' && control.state().status === 'running') hashPasswords()
  })

  const fixed = options.fixed ?? (['host', 'port', 'panel'] as const)
  const host = fixed.includes('host') ? options.host : (settings.listen.host ?? options.host)
  const wantedPort = () => (fixed.includes('port') ? options.port : (settings.listen.port ?? options.port))
  const hasPanel = () => options.panel && settings.listen.panel
  const addresses = (port = wantedPort()) => ({
    issuer: options.issuer ?? settings.issuer ?? `${scheme}://localhost:${port}`,
    host,
    port,
    ...(hasPanel() && { panelUrl: `${scheme}://${authorityOf(reachable(host))}:${port}/panel/` })
  })
  const control = createServerControl({ open, addresses, clock })
  // Every request asks for it, so it is kept and follows the settings and the port.
  let currentIssuer = addresses().issuer
  const issuer = () => currentIssuer
  const followIssuer = () => (currentIssuer = control.state().issuer)
  control.subscribe(followIssuer)

  const loopbackOnly = isLoopbackHost(host)
  const world = { store, clock, random, log, scheduler, issuer, loopbackOnly }
  const trail = createAuditTrail(world)
  const accounts = createAccounts({
    ...world,
    tellSignIn: trail.noteSignIn,
    hasher,
    mailer,
    // The two know each other: the protocol asks about people, and people who are gone are told of to its clients.
    tellClients: (session) => protocol.signOut.tellClients(session)
  })
  const protocol = createProtocol({ ...world, keySets, outbound, people: accounts.people })
  const inspector = createInspector({ clock, kept: () => settings.traffic.kept })
  const playground = createPlayground({
    store,
    clock,
    random,
    httpSender,
    issuer,
    serverState: control.state
  })
  const shared = { accounts, serverControl: control, random, log, version, serverName: SERVER_NAME }
  const authorizationCounts = createAuthorizationCounts(world)
  const panel = createPanel({
    ...shared,
    authorizationCounts,
    store,
    clock,
    logLines: system.logLines,
    trail,
    scheduler,
    origin: () => `${scheme}://${authorityOf(reachable(host))}:${control.state().port}`,
    inspector,
    playground,
    metadata: protocol.metadata,
    preview: protocol.preview,
    signingKeys: protocol.signingKeys,
    previewPage,
    surroundings: surroundingsOf(options, fixed),
    notices: readNotices
  })
  const panelHttp = createPanelHttp({
    ...shared,
    panel,
    protocol,
    rendererFolder: options.rendererFolder ?? findRendererFolder()
  })
  const app = createHttpApp({
    protocol,
    inspector,
    noteAuthorization: authorizationCounts.note,
    clock,
    random,
    log,
    panel: (request, response, next) => (hasPanel() ? panelHttp(request, response, next) : next()),
    ownHosts: createOwnHosts(host, issuer),
    accounts,
    issuer,
    scopes: store.scopes,
    settings: () => settings,
    problem: () => store.problem(),
    state: control.state
  })

  const background = new AbortController()
  const underway = new Set<Promise<void>>()
  async function open() {
    if (!loopbackOnly && (await accounts.defaultPasswordStands()))
      throw new UsageError(whyNotBeyondLoopback(host))
    if (tls) requireCertificateFor(issuer(), tls)
    if (tls && issuer().startsWith('http:'))
      log.warn(
        'The server speaks HTTPS alone, and its issuer says http: clients that follow it can not connect',
        {
          issuer: issuer()
        }
      )
    const listening = await listen({ app, tls, host, port: wantedPort(), findPortHolder })
    hashPasswords()
    accounts.outbox.resume(background.signal).catch(reportFailure('The outbox could not be read'))
    inBackground(
      protocol.signingKeys.current(settings.tokens.signing_alg),
      'The signing key could not be made'
    )
    inBackground(protocol.signOut.resumeDeliveries(), 'Clients could not be told of earlier sign-outs')
    return listening
  }
  /** Passwords that came in clear, with a profile or by hand. */
  function hashPasswords(): void {
    inBackground(accounts.hashPending(background.signal), 'Passwords could not be hashed')
  }
  /** What nobody waits for but the end of the server. */
  function inBackground(work: Promise<unknown>, whatFailed: string): void {
    const done: Promise<void> = work.then(() => void underway.delete(done), reportFailure(whatFailed))
    underway.add(done)
  }
  function reportFailure(whatFailed: string) {
    return (error: unknown) => log.error(whatFailed, { error })
  }

  return {
    ...control,
    store,
    protocol,
    accounts,
    inspector,
    panel,
    defaultPasswordStands: accounts.defaultPasswordStands,
    close: async () => {
      background.abort()
      await control.stop()
      await Promise.all(underway)
      await authorizationCounts.close()
      unsubscribe()
      await store.close()
    }
  }
}

/** What the server page tells of what the server was started with and in. */
function surroundingsOf(
  { store, dataFolder, defaultDurability, tls, issuer }: ServerOptions,
  fixed: Config['fixed']
): Surroundings {
  return {
    runtime: readRuntimeFacts,
    storeKind: store ? 'other' : dataFolder === undefined ? 'memory' : 'json-file',
    ...(dataFolder !== undefined && !store && { dataFolder }),
    defaultDurability,
    ...(tls && { tls: readCertificateFacts(tls) }),
    fixed: [...new Set([...fixed, ...(issuer === undefined ? [] : (['issuer'] as const))])]
  }
}

/** The store, with the configuration that a first start or a profile brings. */
async function openStore(options: ServerOptions, { clock, random, log }: System): Promise<Store> {
  const { dataFolder, defaultDurability, profile } = options
  let durability = defaultDurability
  const store =
    options.store ??
    (dataFolder === undefined
      ? createMemoryStore({ clock })
      : await openJsonFileStore({ folder: dataFolder, clock, log, durability: () => durability }))
  try {
    if (store.fresh) refuseFaults(await prepareFirstStart({ store, random, clock }, profile))
    else if (profile) refuseFaults(await importProfile({ store, random, clock }, profile))
    const follow = async () => {
      durability = (await store.settings.get()).durability ?? defaultDurability
    }
    await follow()
    store.subscribe(({ what }) => void (what === 'settings' && follow()))
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}

function refuseFaults(outcome: ImportOutcome): void {
  if (outcome.ok) return
  const faults = outcome.issues.map(({ path, message }) => `  ${formatPath(path)}: ${message}`)
  throw new UsageError(['The profile can not be used:', ...faults].join('\n'))
}

/** The names that the server answers to; looked up again only when the issuer changes. */
function createOwnHosts(host: string, issuer: () => string): () => readonly string[] {
  const names = ownNamesOf(host)
  let known = { issuer: '', hosts: names }
  return () => {
    const current = issuer()
    if (known.issuer !== current)
      known = { issuer: current, hosts: [...new Set([...names, new URL(current).hostname])] }
    return known.hosts
  }
}

/** A host that a browser can open: every address at once is none. */
function reachable(host: string): string {
  return host === '0.0.0.0' || host === '::' ? 'localhost' : host
}

function whyNotBeyondLoopback(host: string): string {
  const { username } = DEFAULT_ADMINISTRATOR
  return (
    `--host: ${JSON.stringify(host)} is refused while ${username} still has the documented password; ` +
    `change it in the panel or with: friendly-oauth2 user set-password ${username}`
  )
}
