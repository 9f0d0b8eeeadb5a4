import type { ServerControl } from '../../panel'

/** A signal that is aborted when the server begins to stop, so that live streams don't hold it up; a new one for each run. */
export function createPanelEnding(
  serverControl: Pick<ServerControl, 'state' | 'subscribe'>
): () => AbortSignal {
  let ending = new AbortController()
  serverControl.subscribe(() => {
    if (serverControl.state().status !== 'stopping') return
    ending.abort()
    ending = new AbortController()
  })
  return () => ending.signal
}
