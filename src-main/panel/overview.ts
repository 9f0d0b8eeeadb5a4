import type { Overview, ServerState } from '../contract'
import type { Inspector } from '../inspector'
import { DEFAULT_ADMINISTRATOR, type Settings, type SigningAlgorithm } from '../model'
import type { Store } from '../ports'
import type { Accounts } from '../accounts'
import type { ServerControl } from './server-control'
import type { MetadataSource } from './settings'

export interface OverviewDependencies {
  readonly store: Pick<Store, 'clients' | 'users' | 'tokens' | 'keys' | 'settings' | 'problem'>
  readonly inspector: Pick<Inspector, 'figures'>
  readonly accounts: Pick<Accounts, 'defaultPasswordStands'>
  readonly serverControl: Pick<ServerControl, 'state'>
  readonly metadata: MetadataSource
}

type Attention = Overview['attention'][number]

/** The dashboard's figures, endpoints and what an administrator should look at. */
export function createOverview(dependencies: OverviewDependencies): () => Promise<Overview> {
  const { store, inspector, metadata } = dependencies
  return async () => {
    const settings = await store.settings.get()
    const signingKey = await newestKey(store, settings.tokens.signing_alg)
    return {
      clients: await store.clients.count(),
      users: await store.users.count(),
      liveTokens: await store.tokens.count(),
      ...(signingKey ? { signingKey } : {}),
      requests: inspector.figures(),
      endpoints: endpointsOf({ ...(await metadata()) }),
      attention: await attentionOf(dependencies, settings)
    }
  }
}

async function newestKey(
  store: Pick<Store, 'keys'>,
  alg: SigningAlgorithm
): Promise<{ kid: string; alg: string } | undefined> {
  const keys = [...(await store.keys.find('alg', alg))].sort(
    (one, other) => (other.iat ?? 0) - (one.iat ?? 0)
  )
  return keys[0] && { kid: keys[0].kid, alg: keys[0].alg }
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

async function attentionOf(
  { store, inspector, accounts, serverControl }: OverviewDependencies,
  settings: Settings
): Promise<Attention[]> {
  const problem = await store.problem()
  const differing = issuerDiffers(serverControl.state())
  const found: (Attention | undefined | false)[] = [
    problem !== undefined && { id: 'store_problem', values: { problem } },
    (await accounts.defaultPasswordStands()) && {
      id: 'default_password',
      values: { username: DEFAULT_ADMINISTRATOR.username }
    },
    differing && { id: 'issuer_differs', values: differing },
    !Object.values(settings.flows).includes(true) && { id: 'no_flow_on', values: {} },
    inspector.figures().total === 0 && { id: 'nothing_asked_yet', values: {} }
  ]
  return found.filter((entry) => entry !== undefined && entry !== false)
}

/** An issuer of its own is fine behind a proxy, and else the commonest reason why a client's discovery fails. */
function issuerDiffers({ issuer, host, port }: ServerState): Record<string, string> | undefined {
  const hosts = ['localhost', '127.0.0.1', '[::1]', host]
  const url = new URL(issuer)
  const issuerPort = url.port || (url.protocol === 'https:' ? '443' : '80')
  if (hosts.includes(url.hostname) && issuerPort === String(port)) return undefined
  return { issuer, address: `http://${host}:${port}` }
}
