import type { Client } from '../../model'
import { OutboundError, type Awaitable, type Outbound } from '../../ports'
import { requestUriRefusal } from './request-object-refusal'

/** RFC 9101 §5.2: a reference has 512 characters at most. */
const MAX_LENGTH = 512

/** RFC 9101 §5.2.3; OpenID Connect Core §6.2 names no type. */
const MEDIA_TYPES = 'application/oauth-authz-req+jwt, application/jwt;q=0.9, */*;q=0.1'

/** The request object that a `request_uri` refers to. Throws `invalid_request_uri`. */
export type FetchRequestObject = (client: Client, uri: string) => Promise<string>

/**
 * RFC 9101 §5.2 and §10.4: only what the client registered is fetched, so that nobody makes the server ask elsewhere. What stands behind #
 * is a digest of the document (OpenID Connect Core §6.2); the signature says more, so that it isn't compared.
 */
export function createFetchRequestObject({
  outbound,
  allowPrivateAddresses
}: {
  outbound: Pick<Outbound, 'fetchText'>
  allowPrivateAddresses: () => Awaitable<boolean>
}): FetchRequestObject {
  return async (client, uri) => {
    const address = withoutFragment(uri)
    const isRegistered = client.request_uris.some((registered) => withoutFragment(registered) === address)
    if (!isRegistered || uri.length > MAX_LENGTH)
      throw requestUriRefusal(
        'request-uri-refused',
        `The request_uri is neither one that was pushed nor registered by this client, which has ${client.request_uris.join(', ') || 'none'} (RFC 9101 section 5.2).`
      )
    const options = { accept: MEDIA_TYPES, allowPrivateAddresses: await allowPrivateAddresses() }
    try {
      return (await outbound.fetchText(address, options)).trim()
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
      throw requestUriRefusal(
        'request-uri-refused',
        `The request object at request_uri can't be had: ${error.message} (RFC 9101 section 5.2.3).`,
        error
      )
    }
  }
}

function withoutFragment(uri: string): string {
  return uri.split('#')[0] ?? uri
}
