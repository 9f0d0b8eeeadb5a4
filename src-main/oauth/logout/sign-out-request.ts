import { decodeJwt } from 'jose'
import { differInLoopbackPort, redirectUriProblem, type Client } from '../../model'
import type { Store } from '../../ports'
import type { IdTokenHint } from '../authorization/authorization-request'
import type { ReadIdTokenHint } from '../authorization/request/id-token-hint'
import { parseForm, type Form } from '../form'
import { OAuthError } from '../oauth-error'

/** A request to sign out that was checked (OpenID Connect RP-Initiated Logout §2). */
export interface SignOutRequest {
  /** The client that sent the person here, where it said so. */
  readonly client?: Client
  /** Who the client says is to sign out. */
  readonly hint?: IdTokenHint
  /** One of the client's registered addresses, with the state in it. */
  readonly location?: string
}

/** Reads and checks the parameters of a request to sign out. Throws OAuthError for what only a page of ours may tell. */
export type ParseSignOutRequest = (parameters: string) => Promise<SignOutRequest>

export function createParseSignOutRequest({
  clients,
  readIdTokenHint
}: Pick<Store, 'clients'> & { readIdTokenHint: ReadIdTokenHint }): ParseSignOutRequest {
  /** §2, `client_id`: beside a hint it must be the client that the hint was issued to. */
  async function clientOf(form: Form): Promise<Client | undefined> {
    const hint = form.get('id_token_hint')
    const named = form.get('client_id') ?? (hint === undefined ? undefined : issuedTo(hint))
    if (named === undefined) return undefined
    const client = await clients.get(named)
    if (client) return client
    throw new OAuthError(
      'invalid_request',
      'client-unknown',
      `No client with the client_id ${named} is registered here.`
    )
  }

  return async (parameters) => {
    const form = parseForm(parameters)
    const client = await clientOf(form)
    const idTokenHint = form.get('id_token_hint')
    // Expired ones too (§2): a person often signs out long after signing in.
    const hint = client && idTokenHint ? await readIdTokenHint(client, idTokenHint) : undefined
    const location = locationOf(client, form)
    return { ...(client && { client }), ...(hint && { hint }), ...(location !== undefined && { location }) }
  }
}

/** The client that an ID token says it is for, before anybody looked at its signature. */
function issuedTo(hint: string): string {
  try {
    const { aud, azp } = decodeJwt(hint)
    const [only, second] = Array.isArray(aud) ? aud : [aud]
    const named = second === undefined ? only : azp
    if (typeof named === 'string' && named !== '') return named
  } catch {
    // No JWT at all: refused like one that is for nobody.
  }
  throw new OAuthError(
    'invalid_request',
    'id-token-hint-wrong',
    'The id_token_hint is no ID token of this server; send the one that the client got (OpenID Connect RP-Initiated Logout section 2).'
  )
}

/** §3: the person is sent on only to an address that was registered, compared as an exact string, and only for a client that is known. */
function locationOf(client: Client | undefined, form: Form): string | undefined {
  const uri = form.get('post_logout_redirect_uri')
  if (uri === undefined) return undefined
  if (!client)
    throw refusal(
      'stands alone; send client_id or id_token_hint beside it, which say whose address it is (OpenID Connect RP-Initiated Logout section 3)'
    )
  if (client.blocked) throw refusal('belongs to a client that is blocked')
  if (!client.post_logout_redirect_uris.some((registered) => isSame(client, registered, uri)))
    throw refusal(
      `${uri} is not among the client's post_logout_redirect_uris, which are compared as exact strings: ${client.post_logout_redirect_uris.join(', ') || 'it has none'}`
    )
  const problem = redirectUriProblem(uri)
  if (problem) throw refusal(`${uri} ${problem.replaceAll('§', 'section ')}`)
  const state = form.get('state')
  return state === undefined
    ? uri
    : `${uri}${uri.includes('?') ? '&' : '?'}state=${encodeURIComponent(state)}`
}

/** RFC 8252 §7.3, as for its redirect URIs: a native client gets its port from the system. */
function isSame({ application_type }: Client, registered: string, uri: string): boolean {
  return registered === uri || (application_type === 'native' && differInLoopbackPort(registered, uri))
}

function refusal(what: string): OAuthError {
  return new OAuthError(
    'invalid_request',
    'post-logout-redirect-uri-differs',
    `The post_logout_redirect_uri ${what}.`
  )
}
