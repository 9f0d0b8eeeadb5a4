import { createHash } from 'node:crypto'
import type { ClientInput } from '../../../src-main/model'
import type { TestServer } from '../../support/start-server'
import { ask, type FormFields } from '../requests'

export const CALLBACK = 'https://app.example/callback'
export const SECRET = 'the-secret-of-the-client-of-these-tests-with-many-characters'
export const VERIFIER = 'a-verifier-of-enough-characters-for-everybody-here'
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

/** A client that may do everything at the authorization endpoint. */
export function appClient(fields: Partial<ClientInput> = {}): ClientInput {
  return {
    client_id: 'app',
    client_secret: SECRET,
    redirect_uris: [CALLBACK],
    grant_types: ['authorization_code', 'implicit', 'refresh_token'],
    ...fields
  }
}

/** A request that is in order; undefined leaves a parameter out. */
export function appRequest(
  parameters: Record<string, string | undefined> = {}
): readonly (readonly [string, string])[] {
  const all = {
    client_id: 'app',
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid',
    state: 'the state',
    ...parameters
  }
  return Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
}

/** How the authorization endpoint took a request. */
export interface Verdict {
  /** page: the person is told; redirect: the client is told; accepted: a page of the server's asks on. */
  readonly outcome: 'page' | 'redirect' | 'accepted'
  readonly status: number
  readonly error?: string | undefined
  /** Where the client's parameters stand in the redirect. */
  readonly place?: 'query' | 'fragment'
  readonly parameters: URLSearchParams
  readonly location?: string
  readonly html: string
  /** As the traffic page tells it. */
  readonly reason?: string | undefined
  readonly description?: string | undefined
}

/** Brings a request as a browser without cookies would. */
export async function authorize(server: TestServer, form: FormFields): Promise<Verdict> {
  const query =
    typeof form === 'string' ? form : new URLSearchParams(form as Record<string, string>).toString()
  const { status, headers, text } = await ask(server, `/oauth2/authorize?${query}`)
  const location = headers.get('location') ?? undefined
  const { reason, error, error_description: description } = server.inspector.list(1)[0] ?? {}
  const facts = { status, location, html: text, reason, description }
  if (location === undefined) return { outcome: 'page', error, parameters: new URLSearchParams(), ...facts }
  if (location.startsWith('/')) return { outcome: 'accepted', parameters: new URLSearchParams(), ...facts }
  const url = new URL(location)
  const place = url.hash ? 'fragment' : 'query'
  const parameters = new URLSearchParams(url.hash ? url.hash.slice(1) : url.search)
  return {
    outcome: 'redirect',
    place,
    parameters,
    ...facts,
    error: parameters.get('error') ?? undefined
  }
}

/** What the server keeps of the request that was accepted last. */
export async function keptParameters(server: TestServer, verdict: Verdict): Promise<URLSearchParams> {
  const id = new URL(verdict.location ?? '', server.address).searchParams.get('interaction') ?? ''
  const { items } = await server.store.interactions.list()
  const kept = items.find((interaction) => interaction.id === id) ?? items.at(-1)
  return new URLSearchParams(kept?.parameters)
}
