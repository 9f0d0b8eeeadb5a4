import type { Overview, ServerFacts, ServerState } from '../../contract'
import type { Inspector } from '../../inspector'
import { spansOf } from './spans-of'
import { createFailuresToday } from '../traffic'
import { DEFAULT_ADMINISTRATOR, type Settings, type SigningAlgorithm } from '../../model'
import type { Clock, FaultBoard, Store } from '../../ports'
import type { Accounts } from '../../accounts'
import { dayOf, EXPIRY_WARNING } from '../doctor'
import type { ServerControl } from './server-control'
import type { Surroundings } from './server-facts'
import type { MetadataSource } from './settings'

export interface OverviewDependencies {
  readonly store: Pick<
    Store,
    'clients' | 'users' | 'tokens' | 'keys' | 'settings' | 'signInSessions' | 'problem'
  >
  readonly inspector: Pick<Inspector, 'figures' | 'minutes' | 'entries'>
  readonly clock: Clock
  readonly faults: Pick<FaultBoard, 'list'>
  readonly accounts: Pick<Accounts, 'defaultPasswordStands'>
  readonly serverControl: Pick<ServerControl, 'state'>
  readonly metadata: MetadataSource
  readonly surroundings: Pick<Surroundings, 'certificate'>
  /** The machine's own time, which nobody moves. */
  readonly machineClock: Clock
}

type Attention = Overview['attention'][number]

/** Seconds. */
const WEEK = 7 * 86_400

/** The dashboard's figures, endpoints and what an administrator should look at. */
export function createOverview(dependencies: OverviewDependencies): () => Promise<Overview> {
  const { store, inspector, metadata, clock } = dependencies
  const failuresToday = createFailuresToday(dependencies)
  return async () => {
    const settings = await store.settings.get()
    const signingKey = await newestKey(store, settings.tokens.signing_alg, clock)
    return {
      clients: await store.clients.count(),
      users: await store.users.count(),
      liveTokens: await store.tokens.count(),
      ...(signingKey ? { signingKey } : {}),
      sessions: await store.signInSessions.count(),
      requests: inspector.figures(),
      spans: spansOf(inspector.minutes(), clock.nowMs()),
      failures: await failuresToday(),
      endpoints: endpointsOf({ ...(await metadata()) }),
      attention: await attentionOf(dependencies, settings)
    }
  }
}

async function newestKey(
  store: Pick<Store, 'keys'>,
  alg: SigningAlgorithm,
  clock: Clock
): Promise<Overview['signingKey']> {
  const signing = (await store.keys.find('alg', alg)).filter(({ exp, next }) => exp === undefined && !next)
  const keys = [...signing].sort((one, other) => (other.iat ?? 0) - (one.iat ?? 0))
  const ends = keys.flatMap(({ exp }) => (exp === undefined || exp <= clock.nowSeconds() ? [] : [exp]))
  const current = keys.find(({ exp }) => exp === undefined) ?? keys[0]
  return (
    current && {
      kid: current.kid,
      alg: current.alg,
      ...(ends.length > 0 && { nextEnd: Math.min(...ends) })
    }
  )
}

/** The addresses that a client needs, under the names of the metadata (RFC 8414 §2). */
function endpointsOf(document: Readonly<Record<string, unknown>>): Overview['endpoints'] {
  const named = Object.entries(document).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && /(_endpoint|^issuer|^jwks_uri)$/.test(entry[0])
  )
  const discovery =
    typeof document.issuer === 'string'
      ? [{ name: 'discovery', url: `${document.issuer}/.well-known/openid-configuration` }]
      : []
  return [...discovery, ...named.map(([name, url]) => ({ name, url }))]
}

async function attentionOf(dependencies: OverviewDependencies, settings: Settings): Promise<Attention[]> {
  const { store, inspector, faults, accounts, serverControl, surroundings, clock, machineClock } =
    dependencies
  const problem = await store.problem()
  const kinds = [...new Set(faults.list().map(({ kind }) => kind))]
  const differing = issuerDiffers(serverControl.state(), surroundings.certificate() !== undefined)
  const found: (Attention | undefined | false)[] = [
    problem !== undefined && { id: 'store_problem', values: { problem } },
    kinds.length > 0 && { id: 'faults_active', values: { kinds: kinds.join(', ') } },
    (await accounts.defaultPasswordStands()) && {
      id: 'default_password',
      values: { username: DEFAULT_ADMINISTRATOR.username }
    },
    differing && { id: 'issuer_differs', values: differing },
    ...certificateAttention(surroundings.certificate(), machineClock.nowMs()),
    needsMail(settings) && { id: 'mail_missing', values: {} },
    (await onlyEndingKey(store, settings, clock)) && {
      id: 'key_ends',
      values: { alg: settings.tokens.signing_alg }
    },
    !Object.values(settings.flows).includes(true) && { id: 'no_flow_on', values: {} },
    inspector.figures().total === 0 && { id: 'nothing_asked_yet', values: {} }
  ]
  return found.filter((entry) => entry !== undefined && entry !== false)
}

/** A certificate, or its authority, that ends within 30 days, or lacks a name that it should have. */
function certificateAttention(certificate: ServerFacts['tls'], nowMs: number): Attention[] {
  if (!certificate) return []
  const { file, validTo, uncovered, authority } = certificate
  const endsSoon = (end: number) => end - nowMs < EXPIRY_WARNING
  return [
    ...(endsSoon(validTo)
      ? [{ id: 'certificate_ends' as const, values: { file, until: dayOf(validTo) } }]
      : []),
    ...(authority && endsSoon(authority.validTo)
      ? [{ id: 'authority_ends' as const, values: { until: dayOf(authority.validTo) } }]
      : []),
    ...(uncovered.length > 0
      ? [{ id: 'certificate_lacks' as const, values: { names: uncovered.join(', ') } }]
      : [])
  ]
}

/** What mails codes is on, and nothing sends them: they stay in the outbox. */
function needsMail({ accounts, mail }: Settings): boolean {
  return mail.host === null && (accounts.email_verification || accounts.forgot_password)
}

/** The key that signs leaves the published set within a week, and none is there to follow it. */
async function onlyEndingKey(
  store: Pick<Store, 'keys'>,
  { tokens }: Settings,
  clock: Clock
): Promise<boolean> {
  const keys = await store.keys.find('alg', tokens.signing_alg)
  const soon = clock.nowSeconds() + WEEK
  return keys.length > 0 && keys.every(({ exp }) => exp !== undefined && exp < soon)
}

/** An issuer of its own is fine behind a proxy, and else the commonest reason why a client's discovery fails. */
function issuerDiffers(
  { issuer, host, port }: ServerState,
  isTls: boolean
): Record<string, string> | undefined {
  const hosts = ['localhost', '127.0.0.1', '[::1]', host]
  const url = new URL(issuer)
  const issuerPort = url.port || (url.protocol === 'https:' ? '443' : '80')
  if (hosts.includes(url.hostname) && issuerPort === String(port)) return undefined
  return { issuer, address: `${isTls ? 'https' : 'http'}://${host}:${port}` }
}
