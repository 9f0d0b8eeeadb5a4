import { onScopeDispose } from 'vue'
import { useLiveStore } from '../live'

/** Milliseconds between two refreshes, however much passes. */
const PAUSE = 2_000

/** Calls `refresh` soon after something passed on the server, as long as the page that asked is open. */
export function useTrafficRefresh(refresh: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const leave = useLiveStore().subscribe((event) => {
    const isLoss = event.type === 'changed' && event.what === 'everything'
    if (event.type !== 'exchange' && !isLoss) return
    timer ??= setTimeout(() => {
      timer = undefined
      refresh()
    }, PAUSE)
  })
  onScopeDispose(() => {
    leave()
    clearTimeout(timer)
  })
}
