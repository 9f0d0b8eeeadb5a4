import type { ServerState } from '../../contract'
import type { PlaygroundEndpoint, Target } from './target'

const PATHS: Readonly<Record<PlaygroundEndpoint, string>> = {
  authorization: '/oauth2/authorize',
  par: '/oauth2/par',
  device_authorization: '/oauth2/device_authorization',
  token: '/oauth2/token',
  userinfo: '/oauth2/userinfo',
  introspect: '/oauth2/introspect',
  revoke: '/oauth2/revoke',
  end_session: '/oauth2/logout',
  jwks: '/oauth2/jwks.json'
}

/** Where browsers come back to the playground. */
export const LANDING_PATH = '/playground/callback'
const EVERY_ADDRESS = ['0.0.0.0', '::', '[::]']

/** How this server is reached. */
export interface OwnAddress {
  readonly state: ServerState
  readonly scheme: 'http' | 'https'
  readonly issuer: string
}

/** This server, at an address that can be reached from here. */
export function ownTarget(own: OwnAddress): Target {
  const base = ownBase(own)
  const endpoints = Object.fromEntries(
    Object.entries(PATHS).map(([name, path]) => [name, base + path])
  ) as Record<PlaygroundEndpoint, string>
  return { issuer: own.issuer, isOwn: true, endpoints, namesIssuer: true }
}

/** The redirect URI that leads back to the playground. */
export function landingAddress(own: OwnAddress): string {
  return ownBase(own) + LANDING_PATH
}

/** Whether an address ends like that of the landing place, under whatever name of the host. */
export function isLanding(address: string): boolean {
  return new URL(address).pathname.endsWith(LANDING_PATH)
}

/**
 * Where this server takes requests: below its issuer where that is its own address, else at the address that it listens
 * on. An issuer of its own (a proxy, a container's name) need not be reachable from here, or lead somewhere else.
 */
export function ownBase({ state, scheme, issuer }: OwnAddress): string {
  const address = addressOf(state, scheme)
  const names = ['localhost', '127.0.0.1', '[::1]'].map((name) => `${scheme}://${name}:${state.port}`)
  return [address, ...names].includes(issuer) ? issuer : address
}

function addressOf({ host, port }: ServerState, scheme: string): string {
  if (EVERY_ADDRESS.includes(host)) return `${scheme}://localhost:${port}`
  return `${scheme}://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`
}
