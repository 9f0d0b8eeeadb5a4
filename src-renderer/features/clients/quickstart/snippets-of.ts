import { responseTypesOf, type ShownClient } from '../../../../src-main/contract'
import { SNIPPETS } from './snippets/list'
import { QUICKSTART_FLOWS, type QuickstartFlow, type Snippet, type SnippetFacts } from './snippets/snippet'

/** The flows that the client may use, of those that there are snippets for. */
export function quickstartFlowsOf(client: ShownClient): readonly QuickstartFlow[] {
  const { grant_types: grants } = client
  const may: Record<QuickstartFlow, boolean> = {
    code:
      grants.includes('authorization_code') &&
      client.redirect_uris.length > 0 &&
      responseTypesOf(client).includes('code'),
    client_credentials: grants.includes('client_credentials'),
    device: grants.includes('urn:ietf:params:oauth:grant-type:device_code')
  }
  return QUICKSTART_FLOWS.filter((flow) => may[flow])
}

/** The frameworks that speak the flow and the client's way of proving itself. */
export function snippetsOf(client: ShownClient, flow: QuickstartFlow): readonly Snippet[] {
  return SNIPPETS.filter(
    ({ code, methods }) => code[flow] && methods.includes(client.token_endpoint_auth_method)
  )
}

/** What a snippet is filled in with; the scopes are the client's own, or for people the usual ones. */
export function snippetFacts(client: ShownClient, flow: QuickstartFlow, issuer: string): SnippetFacts {
  const usual = flow === 'client_credentials' ? '' : 'openid profile email'
  return {
    issuer,
    client_id: client.client_id,
    method: client.token_endpoint_auth_method,
    redirect_uri: client.redirect_uris[0] ?? '',
    scope: client.scope ?? usual
  }
}
