import type { ServerState } from '../../contract'
import type { HttpSender } from '../../ports'
import { discover } from './discover'
import { ownTarget } from './own-target'
import type { Target } from './target'

/** The server that a draft is for: this one, or another issuer by discovery. Throws RequestNotBuilt where it can't be found. */
export function createFindTarget({
  serverState,
  scheme,
  issuer,
  httpSender
}: {
  serverState: () => ServerState
  scheme: () => 'http' | 'https'
  issuer: () => string
  httpSender: HttpSender
}): (foreign: string | undefined) => Promise<Target> {
  return async (foreign) =>
    foreign === undefined || foreign === issuer()
      ? ownTarget({ state: serverState(), scheme: scheme(), issuer: issuer() })
      : discover(foreign, httpSender)
}
