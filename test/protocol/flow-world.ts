import { createHash } from 'node:crypto'
import type { ClientInput } from '../../src-main/model'
import { createPersonBrowser, type PersonBrowser, type Stop } from '../support/browser/person-browser'
import { startServer, type StartOptions, type TestServer } from '../support/start-server'
import { SECRET } from './clients'
import { askToken, basic, type Answer } from './requests'

export const CALLBACK = 'https://app.example.com/callback'
export const PASSWORD = 'a-good-password'
export const VERIFIER = 'a-verifier-of-more-than-forty-three-characters-for-pkce'
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

/** A client that may do everything at the authorization endpoint. */
export const WEB_APP: ClientInput = {
  client_id: 'web-app',
  client_secret: SECRET,
  client_name: 'Web App',
  redirect_uris: [CALLBACK],
  grant_types: ['authorization_code', 'implicit', 'refresh_token'],
  post_logout_redirect_uris: []
}

/** A server with alice, bob and the client `web-app`, and more of what is named. */
export function startFlowServer({
  clients = [],
  users = [],
  ...rest
}: StartOptions = {}): Promise<TestServer> {
  return startServer({
    scopes: ['orders:read', 'orders:write'],
    ...rest,
    clients: [WEB_APP, ...clients],
    users: [
      { username: 'alice', sub: 'alice-sub', email: 'alice@example.com', name: 'Alice', password: PASSWORD },
      { username: 'bob', sub: 'bob-sub', email: 'bob@example.com', name: 'Bob', password: PASSWORD },
      ...users
    ]
  })
}

/** An authorization request that is in order; undefined leaves a parameter out. */
export function codeRequest(more: Record<string, string | undefined> = {}): Record<string, string> {
  const all = {
    client_id: 'web-app',
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'openid profile',
    state: 'a-state',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...more
  }
  return Object.fromEntries(
    Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined)
  )
}

/** What a client reads in the query of the redirect that it gets. */
export function queryOf(stop: Stop): Record<string, string> {
  return Object.fromEntries(new URL(stop.location ?? 'missing:').searchParams)
}

/** What a client reads in the fragment. */
export function fragmentOf(stop: Stop): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(new URL(stop.location ?? 'missing:').hash.slice(1)))
}

/** The path of the page where a browser stands. */
export function pageOf(stop: Stop): string {
  return new URL(stop.url).pathname
}

/** A new browser in which a person signed in, agreed and was sent back to the client. */
export async function agreed(
  server: TestServer,
  parameters: Record<string, string>,
  username = 'alice'
): Promise<{ browser: PersonBrowser; stop: Stop }> {
  const browser = createPersonBrowser(server.address)
  await browser.authorize(parameters)
  const stop = await browser.signIn(username, PASSWORD)
  return { browser, stop: pageOf(stop) === '/consent' ? await browser.allow() : stop }
}

export function redeem(
  server: TestServer,
  code: string | undefined,
  more: Record<string, string> = {}
): Promise<Answer> {
  return askToken(
    server,
    {
      grant_type: 'authorization_code',
      code: code ?? '',
      redirect_uri: CALLBACK,
      code_verifier: VERIFIER,
      ...more
    },
    basic('web-app', SECRET)
  )
}
