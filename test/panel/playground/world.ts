import type { ClientInput } from '../../../src-main/model'
import type { Draft, PlaygroundExchange, PlaygroundRun, Prepared } from '../../../src-main/contract'
import type { PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { createPersonBrowser, type PersonBrowser } from '../../support/browser/person-browser'
import { startServer, type StartOptions, type TestServer } from '../../support/start-server'

export const SECRET = 'secretOfTheTestsSecretOfTheTestsSecretOfTheTests12'
export const METHODS = [
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'none'
] as const
const GRANTS = [
  'authorization_code',
  'implicit',
  'refresh_token',
  'urn:ietf:params:oauth:grant-type:device_code'
] as const

export interface PlaygroundWorld {
  readonly server: TestServer
  readonly call: PanelCall
  /** Registers a client that may do everything in a browser, with the playground's landing place. */
  client(fields: Partial<ClientInput> & { client_id: string }): Promise<void>
  prepare(draft: Draft): Promise<Prepared>
  /** A browser that opened what a run opens, and went no further. */
  opened(run: PlaygroundRun): Promise<PersonBrowser>
  authorize(draft: Draft, as?: { username: string; decision?: 'allow' | 'deny' }): Promise<PlaygroundRun>
  exchange(run: PlaygroundRun, draft?: Draft): Promise<PlaygroundExchange>
  runAll(draft: Draft, username?: string): Promise<{ run?: PlaygroundRun; exchanges: PlaygroundExchange[] }>
  transcript(): Promise<PlaygroundExchange[]>
}

/** A server with alice, who signs in to nothing by herself, and the playground's procedures. */
export async function startPlayground(options: StartOptions = {}): Promise<PlaygroundWorld> {
  const server = await startServer({
    scopes: [{ name: 'read' }],
    users: [{ username: 'alice', roles: ['user'] }],
    ...options
  })
  const call = directCall(server, contextOf({ kind: 'local' }))
  return {
    server,
    call,
    async client({ client_id, token_endpoint_auth_method: method = 'client_secret_basic', ...fields }) {
      await call('clients.create', {
        client_id,
        redirect_uris: [`${server.address}/playground/callback`],
        grant_types: [...GRANTS],
        client_secret: SECRET,
        ...fields
      })
      // A client that proves itself with a key has one before it says so.
      if (method === 'private_key_jwt') await call('playground.generateKey', { client_id })
      const body = { token_endpoint_auth_method: method }
      await call('clients.update', { params: { client_id }, body })
    },
    async opened(run) {
      const browser = createPersonBrowser(server.address)
      await browser.ask(run.opens ?? '')
      return browser
    },
    prepare: (draft) => call('playground.prepare', draft) as Promise<Prepared>,
    authorize: (draft, as) =>
      call('playground.authorize', { draft, ...(as && { as }) }) as Promise<PlaygroundRun>,
    exchange: (run, draft) =>
      call('playground.exchange', { run: run.id, ...(draft && { draft }) }) as Promise<PlaygroundExchange>,
    runAll: (draft, username = 'alice') =>
      call('playground.runAll', { draft, as: { username } }) as Promise<{
        run?: PlaygroundRun
        exchanges: PlaygroundExchange[]
      }>,
    transcript: () => call('playground.transcript') as Promise<PlaygroundExchange[]>
  }
}

/** The members of an answer. */
export function bodyOf(exchange: PlaygroundExchange | undefined): Record<string, unknown> {
  return JSON.parse(exchange?.response?.body || '{}') as Record<string, unknown>
}

/** The parameter of an answer at the redirect URI. */
export function brought(run: PlaygroundRun | undefined, name: string): string | undefined {
  return run?.callback?.parameters.find((one) => one.name === name)?.value
}
