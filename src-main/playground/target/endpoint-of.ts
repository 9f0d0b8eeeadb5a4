import { say } from '../../model'
import { RequestNotBuilt } from '../request-not-built'
import type { PlaygroundEndpoint, Target } from './target'

/** Where an endpoint is. Throws RequestNotBuilt where the server has none. */
export function endpointOf({ target }: { readonly target: Target }, endpoint: PlaygroundEndpoint): string {
  const url = target.endpoints[endpoint]
  if (url !== undefined) return url
  throw new RequestNotBuilt([
    {
      path: ['target', 'issuer'],
      message: say('endpoint_missing', { issuer: target.issuer, endpoint })
    }
  ])
}
