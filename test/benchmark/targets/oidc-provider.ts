import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

// oidc-provider with its own in-memory adapter and the same clients and keys as ours, from the files that the benchmark wrote.
const { clients, keys } = JSON.parse(readFileSync(process.argv[2]!, 'utf8'))
const provider = new Provider('http://localhost:9000', {
  clients,
  jwks: { keys },
  scopes: ['read'],
  routes: { token: '/oauth2/token', introspection: '/oauth2/introspect', jwks: '/oauth2/jwks.json' },
  features: {
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_context: unknown, resource: string) => ({
        scope: 'read',
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: resource.endsWith('/es256') ? 'ES256' : 'RS256' } }
      })
    }
  }
})
const server = provider.listen(0, '127.0.0.1', () =>
  process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`)
)
