import type { Client, SignInSession } from '../../model'
import { OutboundError, type Awaitable, type Outbound } from '../../ports'
import { OAuthError } from '../oauth-error'
import type { IssueLogoutToken } from './issue-logout-token'

/** How one try went: `failed` may go better next time, `refused` won't. */
export type SentLogout =
  { readonly outcome: 'delivered' } | { readonly outcome: 'failed' | 'refused'; readonly problem: string }

export type SendLogout = (client: Client, session: Pick<SignInSession, 'sub' | 'sid'>) => Promise<SentLogout>

/** Posts a logout token to a client (OpenID Connect Back-Channel Logout §2.5); each try has a token of its own, since they live briefly. */
export function createSendLogout({
  issueLogoutToken,
  outbound,
  allowPrivateAddresses
}: {
  issueLogoutToken: IssueLogoutToken
  outbound: Pick<Outbound, 'postForm'>
  allowPrivateAddresses: () => Awaitable<boolean>
}): SendLogout {
  return async (client, session) => {
    const uri = client.backchannel_logout_uri
    if (uri === undefined)
      return { outcome: 'refused', problem: 'the client has no backchannel_logout_uri any more' }
    try {
      const form = new URLSearchParams({ logout_token: await issueLogoutToken(client, session) })
      const options = { allowPrivateAddresses: await allowPrivateAddresses() }
      return outcomeOf(await outbound.postForm(uri, form.toString(), options))
    } catch (error) {
      if (error instanceof OutboundError || error instanceof OAuthError)
        return { outcome: 'failed', problem: error.message }
      throw error
    }
  }
}

/** §2.8: 200, and 204 of frameworks that replace it; 400 says that the client won't have it. */
function outcomeOf(status: number): SentLogout {
  if (status === 200 || status === 204) return { outcome: 'delivered' }
  if (status === 400)
    return { outcome: 'refused', problem: 'the client answered 400: it refused the logout token' }
  return { outcome: 'failed', problem: `the client answered ${status} instead of 200` }
}
