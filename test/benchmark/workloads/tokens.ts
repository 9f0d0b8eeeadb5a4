import { assertionRequests, basicRequest } from '../requests'
import { OURS, PEERS, type TargetName, type Workload } from './workload'

const GRANT = 'grant_type=client_credentials'
/** Assertions made ahead for one round; more than a round can use. */
const ASSERTIONS = 40_000

export const opaqueRequest = (): Buffer => basicRequest('opaque', GRANT)
export const rs256Request = (target: TargetName): Buffer => jwtRequest(target, 'rs256')

/** Tokens that clients get for themselves. */
export const TOKEN_WORKLOADS: readonly Workload[] = [
  {
    name: 'client_credentials, opaque',
    limit: 'node:http; then the digest, the journal and the record of the exchange, in equal parts',
    targets: [OURS, 'oidc-provider', 'bare Express', 'node:http'],
    load: async () => ({ request: opaqueRequest() })
  },
  {
    name: 'client_credentials, opaque, durability power',
    limit: 'fdatasync, one for all that wait at a moment',
    targets: ['friendly (power)', 'oidc-provider', 'bare Express'],
    load: async () => ({ request: opaqueRequest() })
  },
  {
    name: 'client_credentials, JWT RS256',
    limit: 'the signature: 2048 bits of RSA',
    targets: PEERS,
    load: async (target) => ({ request: rs256Request(target) })
  },
  {
    name: 'client_credentials, JWT ES256',
    limit: 'the signature',
    targets: PEERS,
    load: async (target) => ({ request: jwtRequest(target, 'es256') })
  },
  {
    name: 'private_key_jwt ES256, opaque',
    limit: "the check of the assertion's signature",
    targets: PEERS,
    load: async (_target, world) => ({ request: eachOnce(assertionRequests(world.assertionKey, ASSERTIONS)) })
  }
]

/** Ours decides by client; oidc-provider by the resource that is asked for. */
function jwtRequest(target: TargetName, algorithm: string): Buffer {
  const resource = `&resource=${encodeURIComponent(`https://api.example/${algorithm}`)}`
  return target === 'oidc-provider'
    ? basicRequest('opaque', GRANT + resource)
    : basicRequest(`jwt-${algorithm}`, GRANT)
}

function eachOnce(requests: Buffer[]): () => Buffer {
  return () => {
    const next = requests.pop()
    if (!next) throw new Error('The round used more assertions than were made ahead; raise ASSERTIONS')
    return next
  }
}
