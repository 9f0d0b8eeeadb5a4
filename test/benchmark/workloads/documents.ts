import { getRequest } from '../requests'
import { PEERS, type Workload } from './workload'

/** What a client reads of the server itself. */
export const DOCUMENT_WORKLOADS: readonly Workload[] = [
  {
    name: 'discovery',
    limit: 'node:http: the text is made once for as long as it stays true',
    targets: PEERS,
    load: async () => ({ request: getRequest('/.well-known/openid-configuration') })
  },
  {
    name: 'JWKS',
    limit: 'node:http, as for discovery',
    targets: PEERS,
    load: async () => ({ request: getRequest('/oauth2/jwks.json') })
  }
]
