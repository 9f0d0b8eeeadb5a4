import { assertionRequests, basicRequest, getRequest, type World } from './world'
import type { RequestBytes } from './load'

export type TargetName =
  'friendly (process)' | 'friendly (power)' | 'oidc-provider' | 'bare Express' | 'node:http'

export interface Workload {
  readonly name: string
  /** Who takes part; the first is ours. */
  readonly targets: readonly TargetName[]
  /** The request for a target; `port` lets it fetch first what it needs. */
  request(target: TargetName, world: World, port: number): Promise<RequestBytes>
}

const ISSUER = 'http://localhost:9000'
const GRANT = 'grant_type=client_credentials'
const ALL: readonly TargetName[] = ['friendly (process)', 'oidc-provider', 'bare Express', 'node:http']
/** Assertions made ahead for one round; more than a round can use. */
const ASSERTIONS = 25_000

const isPeer = (target: TargetName) => target === 'oidc-provider'

export const WORKLOADS: readonly Workload[] = [
  { name: 'client_credentials, opaque', targets: ALL, request: async () => basicRequest('opaque', GRANT) },
  {
    name: 'client_credentials, opaque, durability power',
    targets: ['friendly (power)', 'oidc-provider', 'bare Express'],
    request: async () => basicRequest('opaque', GRANT)
  },
  {
    name: 'client_credentials, JWT RS256',
    targets: ['friendly (process)', 'oidc-provider', 'bare Express'],
    request: async (target) => jwtRequest(target, 'rs256')
  },
  {
    name: 'client_credentials, JWT ES256',
    targets: ['friendly (process)', 'oidc-provider', 'bare Express'],
    request: async (target) => jwtRequest(target, 'es256')
  },
  {
    name: 'private_key_jwt ES256, opaque',
    targets: ['friendly (process)', 'oidc-provider', 'bare Express'],
    request: async (_target, world) => eachOnce(assertionRequests(world.assertionKey, ISSUER, ASSERTIONS))
  },
  {
    name: 'introspection',
    targets: ['friendly (process)', 'oidc-provider', 'bare Express'],
    request: async (target, _world, port) =>
      target === 'bare Express'
        ? basicRequest('opaque', GRANT)
        : basicRequest('opaque', `token=${await tokenFrom(port)}`, '/oauth2/introspect')
  },
  {
    name: 'discovery',
    targets: ['friendly (process)', 'oidc-provider', 'bare Express'],
    request: async () => getRequest('/.well-known/openid-configuration')
  },
  {
    name: 'JWKS',
    targets: ['friendly (process)', 'oidc-provider', 'bare Express'],
    request: async () => getRequest('/oauth2/jwks.json')
  }
]

/** Ours decides by client; oidc-provider by the resource that is asked for. */
function jwtRequest(target: TargetName, algorithm: string): Buffer {
  const resource = `&resource=${encodeURIComponent(`https://api.example/${algorithm}`)}`
  return isPeer(target) ? basicRequest('opaque', GRANT + resource) : basicRequest(`jwt-${algorithm}`, GRANT)
}

function eachOnce(requests: Buffer[]): () => Buffer {
  return () => {
    const next = requests.pop()
    if (!next) throw new Error('The round used more assertions than were made ahead; raise ASSERTIONS')
    return next
  }
}

async function tokenFrom(port: number): Promise<string> {
  const { connect } = await import('node:net')
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(basicRequest('opaque', GRANT)))
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk
      const found = /"access_token":"([^"]+)"/.exec(received)
      if (!found) return
      socket.destroy()
      resolve(found[1]!)
    })
    socket.once('error', reject)
    socket.once('close', () => reject(new Error(`No token came back: ${received}`)))
  })
  return text
}
