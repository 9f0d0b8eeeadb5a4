import type { ClientInput } from '../../../src-main/model'
import { signInFor } from '../../support/relying-party'
import type { StartOptions, TestServer } from '../../support/start-server'
import { PASSWORD, startFlowServer } from '../flow-world'

export const RP_CALLBACK = 'https://rp.example.com/cb'
export const BYE = 'https://rp.example.com/bye'

/** A client that gets ID tokens by the implicit flow, and more of what is named. */
export function relyingParty(more: Partial<ClientInput> = {}): ClientInput {
  return {
    client_id: 'rp',
    client_name: 'A Relying Party',
    token_endpoint_auth_method: 'none',
    redirect_uris: [RP_CALLBACK],
    grant_types: ['implicit'],
    post_logout_redirect_uris: [BYE, `${BYE}?a=b`],
    ...more
  }
}

/** A server with alice, bob and these clients, where nobody is asked for consent. */
export function startSignOutServer(
  clients: ClientInput[] = [],
  more: Pick<StartOptions, 'scheduler'> = {}
): Promise<TestServer> {
  return startFlowServer({ ...more, clients, settings: { consent: 'skip' } })
}

/** A new browser in which a person signed in for a client. */
export function signedInAt(
  server: TestServer,
  client_id = 'rp',
  { username = 'alice', ...more }: { username?: string; browser?: SignedIn['browser'] } = {}
): Promise<SignedIn> {
  return signInFor(
    server,
    { client_id, redirect_uri: RP_CALLBACK },
    { username, password: PASSWORD, ...more }
  )
}

export type SignedIn = Awaited<ReturnType<typeof signInFor>>

/** The way to the end_session_endpoint; undefined leaves a parameter out. */
export function logoutPath(parameters: Record<string, string | undefined> = {}): string {
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return `/oauth2/logout?${new URLSearchParams(given).toString()}`
}

/** Whether somebody is signed in in the browser: a client that asks without a page gets an ID token. */
export async function isSignedIn({ browser }: Pick<SignedIn, 'browser'>): Promise<boolean> {
  const { location = '' } = await browser.authorize({
    client_id: 'rp',
    redirect_uri: RP_CALLBACK,
    response_type: 'id_token',
    scope: 'openid',
    nonce: 'a-nonce',
    prompt: 'none'
  })
  return location.includes('id_token=')
}
