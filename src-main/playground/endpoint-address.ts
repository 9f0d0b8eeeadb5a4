import type { ServerState } from '../contract'

/** The protocol endpoints that the playground asks. */
const PATHS = {
  token: '/oauth2/token',
  userinfo: '/oauth2/userinfo',
  introspect: '/oauth2/introspect',
  revoke: '/oauth2/revoke'
} as const

export type PlaygroundEndpoint = keyof typeof PATHS

const EVERY_ADDRESS = ['0.0.0.0', '::', '[::]']

/**
 * Where this server takes the requests of an endpoint: below its issuer where that is its own address, else at the address that it listens
 * on. An issuer of its own (a proxy, a container's name) need not be reachable from here, or lead somewhere else.
 */
export function endpointAddress(endpoint: PlaygroundEndpoint, state: ServerState, issuer: string): string {
  const address = addressOf(state)
  const own = [
    address,
    `http://localhost:${state.port}`,
    `http://127.0.0.1:${state.port}`,
    `http://[::1]:${state.port}`
  ]
  return (own.includes(issuer) ? issuer : address) + PATHS[endpoint]
}

function addressOf({ host, port }: ServerState): string {
  if (EVERY_ADDRESS.includes(host)) return `http://localhost:${port}`
  return `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`
}
