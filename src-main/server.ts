/**
 * The composition root: makes every service of the server and connects them, in straight-line code. The desktop app, the
 * command line and the tests are three hosts of what it returns.
 */
import { join } from 'node:path'
import { createAccounts, type Accounts } from './accounts'
import { isLoopbackHost, UsageError } from './config'
import {
  createHttpApp,
  createOpenStandIn,
  createPanelHttp,
  createServerControl,
  listen,
  previewPage,
  type ServerControl
} from './http'
import { createInspector, type Inspector } from './inspector'
import { DEFAULT_ADMINISTRATOR } from './model'
import { createProtocol, type Protocol } from './oauth'
import {
  createAuditTrail,
  createAuthorizationCounts,
  createLastSignIns,
  createPanel,
  type Panel
} from './panel'
import { createPlayground, landingArrival } from './playground'
import { openCollections, openStore } from './open-store'
import type { Store } from './ports'
import { surroundingsOf, type ServerOptions } from './server-options'
import {
  authorityOf,
  certificateNamesOf,
  createCertificateKeeper,
  createIssueClientCertificate,
  createLocalCertificates,
  createMachine,
  createOwnHosts,
  findPortHolder,
  findPanelFiles,
  reachable,
  readNotices,
  requireCertificateFor,
  type System
} from './system'

export type { ServerOptions } from './server-options'

export interface FriendlyServer extends ServerControl {
  readonly store: Store
  readonly protocol: Protocol
  readonly accounts: Accounts
  readonly inspector: Inspector
  /** The contract, implemented: for the desktop's channel and the command line. */
  readonly panel: Panel
  /** Whether the documented default administrator still has the documented password. */
  defaultPasswordStands(): Promise<boolean>
  /** The certificate in PEM of the local authority, for whoever is to trust it; undefined: none vouches for the server. */
  authority(): string | undefined
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
  const store = await openStore(options, system)
  let settings = await store.settings.get()
  const unsubscribe = store.subscribe(async ({ what }) => {
    if (what === 'settings') {
      settings = await store.settings.get()
      followIssuer()
      if (servesTls()) certificates.look()
    }
    if (what === 'users' && control.state().status === 'running') hashPasswords()
  })

  const fixed = options.fixed ?? (['host', 'port', 'panel'] as const)
  const host = fixed.includes('host') ? options.host : (settings.listen.host ?? options.host)
  const wantedPort = () => (fixed.includes('port') ? options.port : (settings.listen.port ?? options.port))
  const hasPanel = () => options.panel && settings.listen.panel
  const wantsTls = () => tls !== undefined || (options.https ?? settings.https.enabled)
  /** Since it began to listen. */
  let speaksTls = wantsTls()
  const originAt = (port: number, isTls: boolean) =>
    `${isTls ? 'https' : 'http'}://${authorityOf(reachable(host))}:${port}`
  const addresses = (listeningPort?: number) => {
    const port = listeningPort ?? wantedPort()
    const isTls = listeningPort === undefined ? wantsTls() : speaksTls
    return {
      issuer: options.issuer ?? settings.issuer ?? `${isTls ? 'https' : 'http'}://localhost:${port}`,
      host,
      port,
      ...(hasPanel() && { panelUrl: `${originAt(port, isTls)}/panel/` })
    }
  }
  const control = createServerControl({ open, addresses, clock })
  // Every request asks for it, so it is kept and follows the settings and the port.
  let currentIssuer = addresses().issuer
  const issuer = () => currentIssuer
  const followIssuer = () => (currentIssuer = control.state().issuer)
  control.subscribe(followIssuer)
  const isListening = () => control.state().status === 'running'
  const servesTls = () => isListening() && speaksTls
  const certificates = createCertificateKeeper({
    own: tls,
    local: createLocalCertificates({
      clock: system.machineClock,
      ...(options.dataFolder !== undefined && { folder: join(options.dataFolder, 'certificates') })
    }),
    names: () => certificateNamesOf(issuer(), host, settings.https.names),
    clock: system.machineClock,
    log,
    scheduler
  })
  const authority = () => (servesTls() ? certificates.facts()?.authority?.pem : undefined)

  const loopbackOnly = isLoopbackHost(host)
  const world = { store, clock, random, log, scheduler, issuer, loopbackOnly }
  const trail = createAuditTrail(world)
  const lastSignIns = createLastSignIns(world)
  const accounts = createAccounts({
    ...world,
    tellSignIn(told) {
      trail.noteSignIn(told)
      lastSignIns.note(told)
    },
    hasher,
    mailer,
    // The two know each other: the protocol asks about people, and people who are gone are told of to its clients.
    tellClients: (session) => protocol.signOut.tellClients(session)
  })
  const protocol = createProtocol({ ...world, keySets, outbound, people: accounts.people })
  const inspector = createInspector({ clock, kept: () => settings.traffic.kept })
  const ownCertificate = () => (servesTls() ? certificates.taken()?.cert : undefined)
  const playground = createPlayground({
    store,
    clock,
    random,
    scheduler,
    httpSender,
    issuer,
    serverState: control.state,
    scheme: () => (servesTls() || (!isListening() && wantsTls()) ? 'https' : 'http'),
    ownCertificate,
    issueClientCertificate: createIssueClientCertificate({ clock: system.machineClock }),
    openStandIn: createOpenStandIn({
      accounts,
      protocol,
      random,
      state: control.state,
      isEncrypted: servesTls
    })
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
    lastSignIns,
    scheduler,
    origin: () => originAt(control.state().port, isListening() ? speaksTls : wantsTls()),
    sendToSelf: (request) => {
      const trusted = ownCertificate()
      return httpSender.send({ ...request, ...(trusted !== undefined && { tls: { trusted } }) })
    },
    inspector,
    playground,
    collectionFiles: openCollections(options, log),
    metadata: protocol.metadata,
    preview: protocol.preview,
    signingKeys: protocol.signingKeys,
    findToken: protocol.findToken,
    keySets,
    loopbackOnly,
    previewPage,
    surroundings: {
      ...surroundingsOf(options, fixed),
      certificate: () => (servesTls() ? certificates.facts() : undefined),
      wantsTls
    },
    certificates,
    machine: createMachine(),
    machineClock: system.machineClock,
    notices: readNotices
  })
  const panelHttp = createPanelHttp({
    ...shared,
    panel,
    protocol,
    panelFiles: options.panelFiles ?? findPanelFiles()
  })
  const app = createHttpApp({
    protocol,
    inspector,
    noteAuthorization: authorizationCounts.note,
    landing: async ({ mode, text, raw }) =>
      (await playground.arrive(landingArrival(mode, text, raw)))?.callback?.verdict,
    clock,
    random,
    log,
    panel: (request, response, next) => (hasPanel() ? panelHttp(request, response, next) : next()),
    ownHosts: createOwnHosts(host, issuer, () => settings.https.names),
    accounts,
    issuer,
    scopes: store.scopes,
    settings: () => settings,
    problem: () => store.problem(),
    state: control.state,
    authority
  })

  const background = new AbortController()
  const underway = new Set<Promise<void>>()
  async function open() {
    if (!loopbackOnly && (await accounts.defaultPasswordStands()))
      throw new UsageError(whyNotBeyondLoopback(host))
    speaksTls = wantsTls()
    const served = speaksTls ? certificates.take() : undefined
    if (served) requireCertificateFor(issuer(), served)
    if (served && issuer().startsWith('http:'))
      log.warn(
        'The server speaks HTTPS alone, and its issuer says http: clients that follow it can not connect',
        {
          issuer: issuer()
        }
      )
    const listening = await listen({ app, tls: served, host, port: wantedPort(), findPortHolder })
    if (served && 'authority' in served)
      log.info('A local authority vouches for the server; clients are to trust it', {
        authority: `${originAt(listening.port, true)}/authority.pem`
      })
    const stopFollowing = served ? certificates.follow(listening.renew) : () => undefined
    hashPasswords()
    accounts.outbox.resume(background.signal).catch(reportFailure('The outbox could not be read'))
    inBackground(
      protocol.signingKeys.current(settings.tokens.signing_alg),
      'The signing key could not be made'
    )
    inBackground(protocol.signOut.resumeDeliveries(), 'Clients could not be told of earlier sign-outs')
    return {
      ...listening,
      close: () => {
        stopFollowing()
        return listening.close()
      }
    }
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
    authority,
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

function whyNotBeyondLoopback(host: string): string {
  const { username } = DEFAULT_ADMINISTRATOR
  return (
    `--host: ${JSON.stringify(host)} is refused while ${username} still has the documented password; ` +
    `change it in the panel or with: friendly-oauth2 user set-password ${username}`
  )
}
