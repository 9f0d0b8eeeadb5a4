import { createHash } from 'node:crypto'
import type { Authorization, AuthorizationCode, ClientInput, SettingsPatch } from '../../src-main/model'
import type { Store } from '../../src-main/ports'
import { startServer, type TestServer } from '../support/start-server'
import { SECRET } from './clients'
import { askToken, basic, postForm, type Answer } from './requests'

export const PASSWORD = 'correct horse battery'
export const CALLBACK = 'https://app.example.com/callback'
export const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code'
export const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
export const BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
export const TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:'

const EVERYTHING = [
  'authorization_code',
  'refresh_token',
  'password',
  'client_credentials',
  DEVICE,
  EXCHANGE,
  BEARER
] as const

/** A server with alice, who has the sub `alice-sub`, and clients `app`, `other` (confidential) and `spa` (public). */
export function startGrantServer(
  settings: SettingsPatch = {},
  app: Partial<ClientInput> = {},
  withStore?: (store: Store) => Store
): Promise<TestServer> {
  const client = (client_id: string, more: Partial<ClientInput> = {}): ClientInput => ({
    client_id,
    client_secret: SECRET,
    redirect_uris: [CALLBACK],
    grant_types: [...EVERYTHING],
    ...more
  })
  return startServer({
    settings,
    ...(withStore && { withStore }),
    scopes: ['orders:read', 'orders:write', { name: 'staff', roles: ['moderator'] }],
    users: [
      { username: 'alice', sub: 'alice-sub', email: 'alice@example.com', password: PASSWORD },
      { username: 'bob', sub: 'bob-sub', password: PASSWORD, blocked: true }
    ],
    clients: [
      client('app', app),
      client('other'),
      client('spa', {
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token', 'password', DEVICE]
      })
    ]
  })
}

export const asApp = basic('app', SECRET)
export const asOther = basic('other', SECRET)

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url')

let made = 0

/** An authorization of alice, as the authorization endpoint makes them. */
export async function insertAuthorization(
  server: TestServer,
  more: Partial<Authorization> = {}
): Promise<Authorization> {
  const now = server.clock.nowSeconds()
  const authorization: Authorization = {
    id: `authorization-${++made}`,
    client_id: 'app',
    sub: 'alice-sub',
    scope: 'openid orders:read offline_access',
    resources: [],
    auth_time: now,
    acr: '1',
    amr: ['pwd'],
    iat: now,
    exp: now + 3600,
    ...more
  }
  await server.store.authorizations.insert(authorization)
  return authorization
}

/** A code, as the authorization endpoint makes them; what it says of the code and of its authorization can be changed. */
export async function insertCode(
  server: TestServer,
  more: Partial<AuthorizationCode> = {},
  authorizationMore: Partial<Authorization> = {}
): Promise<string> {
  const now = server.clock.nowSeconds()
  const clientId = more.client_id ?? 'app'
  const authorization = await insertAuthorization(server, { client_id: clientId, ...authorizationMore })
  const code = `code-${made}`
  await server.store.authorizationCodes.insert({
    id: digestOf(code),
    authorization_id: authorization.id,
    client_id: clientId,
    redirect_uri: CALLBACK,
    response_type: 'code',
    iat: now,
    exp: now + 60,
    ...more
  })
  return code
}

export function redeem(
  server: TestServer,
  code: string,
  more: Record<string, string> = {},
  headers: Record<string, string> = asApp
): Promise<Answer> {
  const form = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...more }
  return askToken(server, Object.fromEntries(Object.entries(form).filter(([, value]) => value)), headers)
}

/** Whether the server calls the token alive, asked by the client to which it belongs. */
export async function isActive(server: TestServer, token: unknown, headers = asApp): Promise<boolean> {
  const answer = await postForm(server, '/oauth2/introspect', { token: String(token) }, headers)
  return answer.json.active === true
}

/** Blocks a person, or a client, behind everybody's back. */
export async function block(server: TestServer, who: { user: string } | { client: string }): Promise<void> {
  if ('user' in who) await server.store.users.update(who.user, (user) => ({ ...user, blocked: true }))
  else await server.store.clients.update(who.client, (client) => ({ ...client, blocked: true }))
}
