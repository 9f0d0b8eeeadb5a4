import type { Client, SignInSession } from '../../model'

/** The addresses that a browser loads in iframes to sign out of clients (OpenID Connect Front-Channel Logout §2). */
export function frontChannelAddresses(
  clients: readonly Client[],
  { sid }: Pick<SignInSession, 'sid'>,
  issuer: string
): readonly string[] {
  return clients.flatMap((client) => {
    const uri = client.frontchannel_logout_uri
    if (uri === undefined) return []
    if (!client.frontchannel_logout_session_required) return [uri]
    const address = new URL(uri)
    address.searchParams.set('iss', issuer)
    address.searchParams.set('sid', sid)
    return [address.href]
  })
}
