import { createORPCClient } from '@orpc/client'
import { RPCLink as FetchLink } from '@orpc/client/fetch'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { createRouterClient } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import type { Capability } from '../../../src-main/contract'
import type { Actor, PanelContext } from '../../../src-main/panel'
import { createBrowser, type Browser } from '../browser/browser'
import { procedures, type PanelCall } from './panel-call'
import type { TestServer } from '../start-server'

const NO_CAPABILITIES: readonly Capability[] = []

export function contextOf(actor: Actor, capabilities = NO_CAPABILITIES): PanelContext {
  return { actor, capabilities }
}

/** The procedures called as functions. */
export function directCall(server: Pick<TestServer, 'panel'>, context: PanelContext): PanelCall {
  return byPath(createRouterClient(server.panel, { context }))
}

/** The procedures over a message channel, as the desktop's window calls them. */
export function portCall(server: TestServer, context: PanelContext): PanelCall & { close(): void } {
  const { port1, port2 } = new MessageChannel()
  new RPCHandler<PanelContext>(server.panel).upgrade(port1, { context })
  port1.start()
  port2.start()
  const close = () => {
    port1.close()
    port2.close()
  }
  return Object.assign(byPath(createORPCClient(new PortLink({ port: port2 }))), { close })
}

/** The procedures over HTTP, from a browser that keeps cookies. */
export function browserCall(server: TestServer, browser: Browser = createBrowser(server.address)): PanelCall {
  const link = new FetchLink({
    url: `${server.address}/panel/rpc`,
    headers: () => browser.headers(),
    fetch: (request, init) => browser.fetch(request, init)
  })
  return byPath(createORPCClient(link))
}

/** The procedures over HTTP, signed in. */
export async function signedInCall(
  server: TestServer,
  credentials: { username: string; password: string }
): Promise<PanelCall> {
  const browser = createBrowser(server.address)
  await browser.signIn(credentials)
  return browserCall(server, browser)
}

/** The procedures as REST, by the routes of the contract. */
export function restCall(server: TestServer, token: string): PanelCall {
  return async (procedure, input = {}, options = {}) => {
    const { method = 'POST', path = '', inputStructure } = procedures().get(procedure) ?? {}
    const detailed = inputStructure === 'detailed' ? (input as { params: object; body: object }) : undefined
    const given: Record<string, unknown> = { ...(detailed ? detailed.params : (input as object)) }
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !inPath.includes(name)))
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(given[name])))
    const query =
      method === 'GET'
        ? `?${new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, String(value)]))}`
        : ''
    const body = detailed ? detailed.body : rest
    const hasBody = method !== 'GET' && Object.keys(body).length > 0
    const response = await fetch(`${server.address}/admin/api${filled}${query}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(hasBody ? { 'Content-Type': 'application/json' } : {})
      },
      ...(hasBody ? { body: JSON.stringify(body) } : {}),
      ...(options.signal ? { signal: options.signal } : {})
    })
    return readRest(response)
  }
}

async function readRest(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? ''
  if (type.startsWith('text/event-stream') && response.body) return serverSentEvents(response.body)
  const text = await response.text()
  const body: unknown = text === '' ? undefined : JSON.parse(text)
  if (response.ok) return body
  const problem = body as { code: string; detail: string; issues?: unknown }
  throw Object.assign(new Error(problem.detail), {
    code: problem.code,
    status: response.status,
    type,
    data: { issues: problem.issues }
  })
}

/** The data of a stream of server-sent events, until it ends. */
async function* serverSentEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      if (!/^event: message$/m.test(block)) continue
      yield JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? 'null')
    }
  }
}

function byPath(client: unknown): PanelCall {
  return (procedure, input, options) => {
    const [resource = '', name = ''] = procedure.split('.')
    const members = (client as Record<string, Record<string, PanelProcedure | undefined> | undefined>)[
      resource
    ]
    const call = members?.[name]
    if (!call) throw new Error(`There is no procedure ${procedure}`)
    return call(input, options)
  }
}

type PanelProcedure = (input?: unknown, options?: { signal?: AbortSignal }) => Promise<unknown>

/** An access token of a client that has the scope admin. */
export async function adminToken(
  server: TestServer,
  client_id: string,
  client_secret: string
): Promise<string> {
  const response = await fetch(`${server.address}/oauth2/token`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}`
    },
    body: 'grant_type=client_credentials&scope=admin'
  })
  const { access_token } = (await response.json()) as { access_token?: string }
  if (!access_token) throw new Error(`No token for ${client_id}: ${response.status}`)
  return access_token
}
