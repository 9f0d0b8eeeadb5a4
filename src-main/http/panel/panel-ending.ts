import type { ServerControl } from '../../panel'

/** A signal that is aborted while the server stops, so that live streams don't hold it up; a new one for each run. */
export function createPanelEnding(
  serverControl: Pick<ServerControl, 'state' | 'subscribe'>
): () => AbortSignal {
  let ending = new AbortController()
  const follow = () => {
    if (serverControl.state().status === 'stopping') ending.abort()
    else if (ending.signal.aborted) ending = new AbortController()
  }
  serverControl.subscribe(follow)
  // The panel may be loaded for a request that came right before the stop.
  follow()
  return () => ending.signal
}
