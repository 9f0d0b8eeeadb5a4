import { UsageError } from '../../config'
import type { Mismatch } from '../../contract'
import type { Command } from '../arguments/command'
import { FOLDER_OPTIONS, withFolder } from '../local-panel'
import { requireOperand } from '../arguments/operands'

/** Why a client would be refused, and what mends it; what concerns a browser or a device alone doesn't come up here. */
const REASONS: Readonly<Partial<Record<Mismatch['id'], string>>> = {
  server_stopped: 'the server is stopped',
  client_unknown: 'no client has this id; friendly-oauth2 client list shows them',
  client_blocked: 'the client is blocked',
  flow_off: 'client credentials are switched off in the settings',
  method_off: "the client's authentication method is switched off in the settings",
  method_differs: "this is not the client's authentication method",
  grant_not_allowed: 'its grant_types do not hold client_credentials',
  public_client: 'client credentials are for clients that can prove themselves (RFC 6749 §4.4)',
  key_missing: 'its private key is not here to sign with; the playground can make a pair',
  secret_missing: 'it has no secret',
  certificate_missing: 'it proves itself by a TLS certificate, which is shown over HTTPS alone',
  value_missing: 'a value is missing',
  dpop_required:
    'it gets tokens that are bound to a key alone (RFC 9449), which the command line has none for'
}

export const token: Command = {
  usage: 'CLIENT_ID',
  summary: 'Print an access token that a client gets for itself (client credentials)',
  options: {
    ...FOLDER_OPTIONS,
    scope: { type: 'string', value: 'SCOPES', help: 'what to ask for, separated by spaces' }
  },
  async run({ options, operands }, terminal) {
    const client_id = requireOperand(operands, 'CLIENT_ID')
    const scope = typeof options.scope === 'string' ? options.scope : undefined
    const answer = await withFolder(options, async ({ panel, server }) => {
      const draft = { flow: 'oauth2_client_credentials', client_id, scope } as const
      const { request, mismatches } = await panel.playground.prepare(draft)
      // That nothing listens doesn't matter: the request goes to the protocol itself.
      const mismatch = mismatches.find(({ id }) => id !== 'server_stopped')
      if (!request || mismatch) throw new UsageError(`${client_id} gets no token: ${reasonOf(mismatch)}`)
      return server.protocol.token({
        method: request.method,
        headers: headersOf(request.headers),
        body: request.body,
        query: '',
        path: new URL(request.url).pathname,
        ip: '127.0.0.1'
      })
    })
    terminal.print(accessTokenOf(answer.body))
    return 0
  }
}

function reasonOf(mismatch: Mismatch | undefined): string {
  return (mismatch && REASONS[mismatch.id]) ?? 'no request can be built for it'
}

function headersOf(headers: readonly (readonly [string, string])[]) {
  const byName = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]))
  return { authorization: byName.get('authorization'), contentType: byName.get('content-type') }
}

function accessTokenOf(body: unknown): string {
  const answer: unknown = typeof body === 'string' ? JSON.parse(body) : body
  if (typeof answer === 'object' && answer !== null && 'access_token' in answer)
    return String(answer.access_token)
  throw new Error('the answer of the token endpoint holds no access_token')
}
