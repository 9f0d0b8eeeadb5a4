import { createHash } from 'node:crypto'
import { createPersonBrowser, type PersonBrowser, type Stop } from './browser/person-browser'
import type { TestServer } from './start-server'
import { ask, type Answer } from '../protocol/requests'

/** The digest under which the store keeps a token. */
const digestOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/** An access token of a person, or of a client for itself, put into the store as one that was issued. */
export async function giveToken(
  server: TestServer,
  { client_id, sub, scope = '', aud }: { client_id: string; sub?: string; scope?: string; aud?: string[] }
): Promise<string> {
  const token = server.system.random.alphanumeric(255)
  const iat = server.clock.nowSeconds()
  await server.store.tokens.insert({
    id: digestOf(token),
    kind: 'access_token',
    format: 'opaque',
    client_id,
    ...(sub === undefined ? {} : { sub }),
    ...(aud && { aud }),
    scope,
    iat,
    exp: iat + 3600
  })
  return token
}

/** Registers a client (RFC 7591 §3.1); a string is sent as it stands. */
export function register(
  server: TestServer,
  metadata: object | string,
  headers: Record<string, string> = {}
): Promise<Answer> {
  return ask(server, '/oauth2/register', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof metadata === 'string' ? metadata : JSON.stringify(metadata)
  })
}

export interface Registered {
  readonly client_id: string
  readonly client_secret?: string
  readonly registration_access_token: string
  readonly registration_client_uri: string
}

/** Registers a client that is in order. */
export async function registered(
  server: TestServer,
  metadata: object = {},
  headers: Record<string, string> = {}
): Promise<Registered & Record<string, unknown>> {
  const answer = await register(
    server,
    { redirect_uris: ['https://rp.example.com/cb'], ...metadata },
    headers
  )
  if (answer.status !== 201) throw new Error(`The registration was refused: ${answer.text}`)
  return answer.json as unknown as Registered & Record<string, unknown>
}

/** Reads, replaces or removes a registration (RFC 7592 §2). */
export function manage(
  server: TestServer,
  method: 'GET' | 'PUT' | 'DELETE',
  { client_id, registration_access_token }: Pick<Registered, 'client_id' | 'registration_access_token'>,
  metadata?: object
): Promise<Answer> {
  return ask(server, `/oauth2/register/${client_id}`, {
    method,
    headers: {
      Authorization: `Bearer ${registration_access_token}`,
      ...(metadata && { 'Content-Type': 'application/json' })
    },
    ...(metadata && { body: JSON.stringify(metadata) })
  })
}

/** Sends the person to sign in for a client by the implicit flow, which gives an ID token at once, and gives it back. */
export async function signInFor(
  server: TestServer,
  { client_id, redirect_uri }: { client_id: string; redirect_uri: string },
  { username, password, browser = createPersonBrowser(server.address) }: PersonOptions
): Promise<{ browser: PersonBrowser; stop: Stop; idToken: string; sessionState: string }> {
  let stop = await browser.authorize({
    client_id,
    redirect_uri,
    response_type: 'id_token',
    scope: 'openid',
    nonce: 'a-nonce',
    state: 'a-state'
  })
  if (new URL(stop.url).pathname === '/sign-in') stop = await browser.signIn(username, password)
  if (new URL(stop.url).pathname === '/consent') stop = await browser.allow()
  const answer = new URLSearchParams(new URL(stop.location ?? 'missing:').hash.slice(1))
  return {
    browser,
    stop,
    idToken: answer.get('id_token') ?? '',
    sessionState: answer.get('session_state') ?? ''
  }
}

export interface PersonOptions {
  readonly username: string
  readonly password: string
  readonly browser?: PersonBrowser
}
