import type { Client, PushedRequest } from '../../../model'
import type { Clock, Random, Store } from '../../../ports'
import { requestUriRefusal } from '../../request-object/request-object-refusal'
import { tokenDigest } from '../../tokens/token-digest'

/** RFC 9126 §2.2: how a reference to a pushed request begins. */
const PREFIX = 'urn:ietf:params:oauth:request_uri:'

/** 256 bits (RFC 9126 §7.1). */
const REFERENCE_CHARACTERS = 43

/** The requests that clients have pushed and no browser has brought yet. */
export interface PushedRequests {
  isReference(requestUri: string): boolean
  /** Keeps checked parameters for so many seconds; what comes back is their `request_uri`. */
  keep(client: Client, parameters: string, lifetimeSeconds: number): Promise<string>
  /** The parameters, once: whoever comes second finds nothing (RFC 9126 §7.3). Throws `invalid_request_uri`. */
  take(client: Client, requestUri: string): Promise<string>
}

export function createPushedRequests({
  pushedRequests,
  clock,
  random
}: Pick<Store, 'pushedRequests'> & { clock: Clock; random: Random }): PushedRequests {
  return {
    isReference: (requestUri) => requestUri.startsWith(PREFIX),

    async keep(client, parameters, lifetimeSeconds) {
      const requestUri = PREFIX + random.alphanumeric(REFERENCE_CHARACTERS)
      const [id, now] = [tokenDigest(requestUri), clock.nowSeconds()]
      const { client_id } = client
      await pushedRequests.insert({ id, client_id, parameters, iat: now, exp: now + lifetimeSeconds })
      return requestUri
    },

    async take(client, requestUri) {
      const pushed = await pushedRequests.get(tokenDigest(requestUri))
      if (!pushed || !isFor(pushed, client, clock) || !(await pushedRequests.remove(pushed.id)))
        throw requestUriRefusal(
          'pushed-request-unknown',
          'The request_uri is not known: it was used before, has expired, or was pushed by another client; push the request again (RFC 9126 section 4).'
        )
      return pushed.parameters
    }
  }
}

/** RFC 9126 §2.2 and §4: bound to the client that pushed it; another one doesn't use it up. */
function isFor(pushed: PushedRequest, client: Client, clock: Clock): boolean {
  return pushed.client_id === client.client_id && pushed.exp > clock.nowSeconds()
}
