import { ref } from 'vue'

/**
 * What somebody asked for and waits for: `busy` meanwhile, so that a button can't ask twice, and what it fails with is said by `failed`.
 *
 *     const { busy, attempt } = useAttempt(sayFailure)
 *     await attempt(() => store.remove(id))
 */
export function useAttempt(failed: (error: unknown) => void) {
  const busy = ref(false)

  async function attempt(work: () => Promise<unknown>): Promise<void> {
    busy.value = true
    try {
      await work()
    } catch (error) {
      failed(error)
    } finally {
      busy.value = false
    }
  }

  return { busy, attempt }
}
