import type { Client } from '../../model'
import { OutboundError, type Awaitable, type Outbound } from '../../ports'
import { isLoopbackUrl } from './is-loopback-url'
import { metadataRefusal } from './metadata-refusal'

/** Checks a client's `sector_identifier_uri`. Throws `invalid_client_metadata`. */
export type CheckSector = (client: Pick<Client, 'sector_identifier_uri' | 'redirect_uris'>) => Promise<void>

/** OpenID Connect Registration §5: the document names every redirect URI of the sector, and ours are among them. */
export function createCheckSector({
  outbound,
  allowPrivateAddresses
}: {
  outbound: Pick<Outbound, 'fetchText'>
  allowPrivateAddresses: () => Awaitable<boolean>
}): CheckSector {
  return async ({ sector_identifier_uri: uri, redirect_uris }) => {
    if (uri === undefined) return
    // The section wants https; on the loopback interface nobody listens in.
    const url = new URL(uri)
    if (url.protocol !== 'https:' && !isLoopbackUrl(url))
      throw refusal('must use https (OpenID Connect Registration §5)')
    const named = await fetchList(uri)
    const missing = redirect_uris.find((redirectUri) => !named.includes(redirectUri))
    if (missing !== undefined)
      throw refusal(`does not name the redirect URI ${missing} (OpenID Connect Registration §5)`)
  }

  async function fetchList(uri: string): Promise<readonly unknown[]> {
    const options = { accept: 'application/json', allowPrivateAddresses: await allowPrivateAddresses() }
    try {
      const list: unknown = JSON.parse(await outbound.fetchText(uri, options))
      if (Array.isArray(list)) return list
    } catch (error) {
      if (error instanceof OutboundError) throw refusal(`can not be had: ${error.message}`)
      if (!(error instanceof SyntaxError)) throw error
    }
    throw refusal('must lead to a JSON array of redirect URIs (OpenID Connect Registration §5)')
  }
}

function refusal(message: string) {
  return metadataRefusal([{ path: ['sector_identifier_uri'], message }])
}
