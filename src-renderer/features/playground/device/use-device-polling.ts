import { onScopeDispose, ref, watch } from 'vue'
import { usePlaygroundStore } from '../../../stores/playground/playground'

/** Asks the token endpoint as often as the server allows (RFC 8628 §3.5), as long as the device waits and the page is there. */
export function useDevicePolling(fail: (error: unknown) => void) {
  const store = usePlaygroundStore()
  const isOn = ref(true)
  let timer: ReturnType<typeof setTimeout> | undefined

  function schedule(): void {
    clearTimeout(timer)
    const { device, status } = store.run ?? {}
    // Once somebody decided here, there is one answer left to fetch.
    if (!isOn.value || !device || status === 'ended') return
    timer = setTimeout(() => void poll(), device.intervalSeconds * 1000)
  }

  async function poll(): Promise<void> {
    // A poll by hand may be under way; the next one follows it by the same interval.
    if (!store.isExchanging) await store.exchange().catch(fail)
    schedule()
  }

  watch(() => [store.run?.id, store.run?.status, store.answer?.id, isOn.value], schedule, { immediate: true })
  onScopeDispose(() => clearTimeout(timer))
  return { isOn }
}
