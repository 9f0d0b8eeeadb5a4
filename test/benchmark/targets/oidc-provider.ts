import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { compare } from 'bcryptjs'
import { Provider } from 'oidc-provider'

// oidc-provider with its own in-memory adapter and the same clients, person and keys as ours, from the file that the benchmark wrote.
const { clients, keys, passwordHash } = JSON.parse(readFileSync(process.argv[2]!, 'utf8'))
const SCOPE = 'openid profile'

const provider = new Provider('http://localhost:9000', {
  clients,
  jwks: { keys },
  scopes: ['openid', 'profile', 'read'],
  claims: { openid: ['sub'], profile: ['preferred_username'] },
  routes: {
    authorization: '/oauth2/authorize',
    token: '/oauth2/token',
    userinfo: '/oauth2/userinfo',
    introspection: '/oauth2/introspect',
    jwks: '/oauth2/jwks.json'
  },
  // Nobody is asked for consent, and each code brings a refresh token, as at ours.
  issueRefreshToken: () => true,
  rotateRefreshToken: true,
  conformIdTokenClaims: false,
  findAccount: (_context: unknown, accountId: string) => ({
    accountId,
    claims: () => ({ sub: accountId, preferred_username: accountId })
  }),
  loadExistingGrant,
  interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
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

async function loadExistingGrant({ oidc }: GrantContext) {
  const { client, session } = oidc
  const known = session.grantIdFor(client.clientId)
  if (known) return provider.Grant.find(known)
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope(SCOPE)
  await grant.save()
  return grant
}

interface GrantContext {
  oidc: {
    client: { clientId: string }
    session: { accountId: string; grantIdFor(clientId: string): string | undefined }
  }
}

/** The page that such a server has to bring itself: the smallest that works, with the password checked as at ours. */
async function signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html')
    response.end(
      `<form method="post" action="${request.url}"><input name="username"><input name="password"></form>`
    )
    return
  }
  let body = ''
  for await (const chunk of request) body += String(chunk)
  const form = new URLSearchParams(body)
  if (!(await compare(form.get('password') ?? '', passwordHash))) throw new Error('The password is wrong')
  await provider.interactionFinished(request, response, { login: { accountId: form.get('username') } })
}

const answer = provider.callback()
const server = createServer((request, response) => {
  if (request.url?.startsWith('/interaction/')) void signIn(request, response)
  else answer(request, response)
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`))
