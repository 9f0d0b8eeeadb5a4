import type { ServerState } from '../contract'

const TOKEN_PATH = '/oauth2/token'
const EVERY_ADDRESS = ['0.0.0.0', '::', '[::]']

/**
 * Where this server takes token requests: below its issuer where that is its own address, else at the address that it listens
 * on. An issuer of its own (a proxy, a container's name) need not be reachable from here, or lead somewhere else.
 */
export function tokenEndpoint(state: ServerState, issuer: string): string {
  const address = addressOf(state)
  const own = [
    address,
    `http://localhost:${state.port}`,
    `http://127.0.0.1:${state.port}`,
    `http://[::1]:${state.port}`
  ]
  return (own.includes(issuer) ? issuer : address) + TOKEN_PATH
}

function addressOf({ host, port }: ServerState): string {
  if (EVERY_ADDRESS.includes(host)) return `http://localhost:${port}`
  return `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`
}
