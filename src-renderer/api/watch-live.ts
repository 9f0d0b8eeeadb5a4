import type { LiveEvent } from '../../src-main/contract'
import type { PanelClient } from './create-api'

const FIRST_PAUSE_MILLISECONDS = 500
const LONGEST_PAUSE_MILLISECONDS = 15_000

/**
 * Listens to everything that happens on the server until the returned function is called. A lost connection is
 * taken up again after a pause that doubles with every failure; `onConnection` tells when it comes and goes.
 */
export function watchLive(
  client: PanelClient,
  handlers: { onEvent: (event: LiveEvent) => void; onConnection: (connected: boolean) => void }
): () => void {
  const abort = new AbortController()
  void keepListening(client, abort.signal, handlers)
  return () => abort.abort()
}

async function keepListening(
  client: PanelClient,
  signal: AbortSignal,
  handlers: Parameters<typeof watchLive>[1]
): Promise<void> {
  let pause = FIRST_PAUSE_MILLISECONDS
  while (!signal.aborted) {
    try {
      for await (const event of await client.live.watch(undefined, { signal })) {
        if (signal.aborted) return
        pause = FIRST_PAUSE_MILLISECONDS
        handlers.onConnection(true)
        handlers.onEvent(event)
      }
    } catch {
      // Whatever ended it, the answer is the same: say so and try again.
    }
    if (signal.aborted) return
    handlers.onConnection(false)
    await pauseFor(pause, signal)
    pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS)
  }
}

function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}
