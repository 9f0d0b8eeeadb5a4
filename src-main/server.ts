/**
 * The composition root: makes every service of the server and connects them. Desktop app, command line and tests are its hosts.
 */
import { join } from 'node:path'
import { createAccounts } from './accounts'
import { isLoopbackHost } from './config'
import type { FriendlyServer } from './friendly-server'
import { createHttpApp, createOpenStandIn, createServerControl, listen, loadOnce, previewPage } from './http'
import { createInspector } from './inspector'
import { createProtocol, createRemoveClient } from './oauth'
import {
  createAuditTrail,
  createAuthorizationCounts,
  createLastSignIns,
  loadPanel,
  createRestorePoint,
  isAsFirstStarted
} from './panel'
import { createLandingPlace, loadPlayground } from './playground'
import { lookerInto, openCollections, openStore } from './open-store'
import { surroundingsOf, whyNotBeyondLoopback, type ServerOptions } from './server-options'
import {
  authorityOf,
  certificateNamesOf,
  createBackground,
  createCertificateKeeper,
  createFaultBoard,
  createIssueClientCertificate,
  createVouchForClient,
  createLeases,
  createLocalCertificates,
  createMachine,
  createOwnHosts,
  findAnotherCopy,
  findPortHolder,
  findPanelFiles,
  reachable,
  readNotices,
  requireCertificateFor,
  type System
} from './system'

export type { FriendlyServer } from './friendly-server'
export type { ServerOptions } from './server-options'

export const SERVER_NAME = 'Friendly OAuth2 Server'

/** What is left to write when nobody asks any more has this long before a shared store is closed under it. */
const CLOSED_AFTER_MS = 500

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
    // Listening or not: what a profile brought in clear stays so no longer than it must.
    if (what === 'users') void hashPasswords()
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
  const leases = createLeases({ isShared: store.isShared, clock: system.machineClock, random })
  const faults = createFaultBoard({ clock: system.machineClock, random, scheduler })
  const world = { store, clock, random, log, scheduler, leases, faults, issuer, loopbackOnly }
  const trail = createAuditTrail(world)
  const lastSignIns = createLastSignIns(world)
  const restorePoint = createRestorePoint(world)
  const accounts = createAccounts({
    ...world,
    tellSignIn(told) {
      trail.noteSignIn(told)
      lastSignIns.note(told)
    },
    tellHashed: restorePoint.noteHashed,
    removeClient: createRemoveClient(store),
    hasher,
    mailer,
    // The two know each other: the protocol asks about people, and people who are gone are told of to its clients.
    tellClients: (session) => protocol.signOut.tellClients(session)
  })
  const protocol = createProtocol({
    ...world,
    keySets,
    outbound,
    people: accounts.people,
    cores: system.cores
  })
  const inspector = createInspector({ clock, kept: () => settings.traffic.kept })
  const ownCertificate = () => (servesTls() ? certificates.taken()?.cert : undefined)
  const playground = loadOnce(() =>
    loadPlayground({
      ...world,
      httpSender,
      serverState: control.state,
      scheme: () => (servesTls() || (!isListening() && wantsTls()) ? 'https' : 'http'),
      ownCertificate,
      issueClientCertificate: createIssueClientCertificate({ clock: system.machineClock }),
      vouchForClient: createVouchForClient({ clock }),
      openStandIn: createOpenStandIn({
        accounts,
        protocol,
        random,
        state: control.state,
        isEncrypted: servesTls
      })
    })
  )
  const shared = { accounts, serverControl: control, random, log, version, serverName: SERVER_NAME }
  const authorizationCounts = createAuthorizationCounts(world)
  const panel = loadOnce(async () =>
    loadPanel({
      ...world,
      ...shared,
      authorizationCounts,
      logLines: system.logLines,
      trail,
      lastSignIns,
      restorePoint,
      origin: () => originAt(control.state().port, isListening() ? speaksTls : wantsTls()),
      sendToSelf: (request) => {
        const trusted = ownCertificate()
        return httpSender.send({ ...request, ...(trusted !== undefined && { tls: { trusted } }) })
      },
      inspector,
      playground: await playground(),
      collectionFiles: openCollections(options, store),
      metadata: protocol.metadata,
      preview: protocol.preview,
      signingKeys: protocol.signingKeys,
      findToken: protocol.findToken,
      subjects: protocol.subjects,
      keySets,
      hashPasswords: () => void hashPasswords(),
      previewPage,
      surroundings: {
        ...surroundingsOf(options, fixed),
        ...lookerInto(options),
        certificate: () => (servesTls() ? certificates.facts() : undefined),
        wantsTls
      },
      certificates,
      machine: createMachine(),
      machineClock: system.machineClock,
      notices: readNotices
    })
  )
  const app = createHttpApp({
    ...world,
    protocol,
    inspector,
    noteAuthorization: authorizationCounts.note,
    landing: loadOnce(async () => createLandingPlace((await playground()).landings)),
    findPanelSession: accounts.sessions.resume,
    panel: {
      ...shared,
      panel,
      protocol,
      panelFiles: options.panelFiles ?? findPanelFiles(),
      isOn: hasPanel
    },
    ownHosts: createOwnHosts(host, issuer, () => settings.https.names),
    accounts,
    scopes: store.scopes,
    settings: () => settings,
    problem: () => store.problem(),
    state: control.state,
    authority
  })

  const background = createBackground({ log, scheduler })
  async function open() {
    if (!loopbackOnly && (await accounts.defaultPasswordStands())) throw whyNotBeyondLoopback(host)
    speaksTls = wantsTls()
    const served = speaksTls ? certificates.take() : undefined
    if (served) requireCertificateFor(issuer(), served)
    if (served && issuer().startsWith('http:'))
      log.warn(
        'The server speaks HTTPS alone, and its issuer says http: clients that follow it can not connect',
        { issuer: issuer() }
      )
    const listening = await listen({
      app,
      tls: served,
      host,
      port: wantedPort(),
      findPortHolder,
      findAnotherCopy
    })
    if (served && 'authority' in served)
      log.info('A local authority vouches for the server; clients are to trust it', {
        authority: `${originAt(listening.port, true)}/authority.pem`
      })
    const stopFollowing = served ? certificates.follow(listening.renew) : () => undefined
    void hashPasswords()
    const stopResuming = store.isShared ? background.regularly(resumeDeliveries) : resumeDeliveries()
    background.run(
      protocol.signingKeys.current(settings.tokens.signing_alg),
      'The signing key could not be made'
    )
    return {
      ...listening,
      close: () => {
        stopFollowing()
        stopResuming?.()
        faults.disarmAll()
        return listening.close()
      }
    }
  }
  /** Passwords that came in clear, with a profile or by hand. */
  function hashPasswords(): Promise<boolean> {
    const hashing = accounts.hashPending(background.signal)
    background.run(hashing, 'Passwords could not be hashed')
    return hashing.catch(() => false)
  }
  /** What an earlier run left, or another server on the store that died. */
  function resumeDeliveries(): undefined {
    background.report(accounts.outbox.resume(background.signal), 'The outbox could not be read')
    background.run(protocol.signOut.resumeDeliveries(), 'Clients could not be told of earlier sign-outs')
  }

  return {
    ...control,
    store,
    protocol,
    accounts,
    inspector,
    panel,
    defaultPasswordStands: accounts.defaultPasswordStands,
    isAsFirstStarted: () => isAsFirstStarted(store),
    authority,
    flush: store.flush,
    hashPasswords,
    close: async () => {
      background.end()
      await control.stop()
      // A database that does not answer holds up what waits for it, until it is closed.
      const callOff = store.isShared ? scheduler.after(CLOSED_AFTER_MS, () => void store.close()) : undefined
      await background.done()
      await authorizationCounts.close()
      callOff?.()
      unsubscribe()
      await store.close()
    }
  }
}
