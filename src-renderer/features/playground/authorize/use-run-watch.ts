import { onScopeDispose, watch } from 'vue'
import { playgroundFlowKind } from '../../../../src-main/contract'
import { usePlaygroundStore } from '../../../stores/playground/playground'

/** Milliseconds between two looks at a run that waits for a person in a browser. */
const PAUSE_MILLISECONDS = 1000

/** Looks after a run while it waits and the page is there, and shows what came to the redirect URI. */
export function useRunWatch(fail: (error: unknown) => void): void {
  const store = usePlaygroundStore()
  let timer: ReturnType<typeof setTimeout> | undefined

  function schedule(): void {
    clearTimeout(timer)
    const waits = store.isWaiting && playgroundFlowKind(store.form.flow) === 'browser'
    if (waits) timer = setTimeout(() => void look(), PAUSE_MILLISECONDS)
  }

  async function look(): Promise<void> {
    await store.look().catch(fail)
    schedule()
  }

  /** An answer with tokens of its own is looked at in the inspector at once. */
  function showReturned(): void {
    if (store.run?.status !== 'returned' || store.selectedId) return
    const { id } = store.run
    store.show(store.transcript.find(({ run, action }) => run === id && action === 'authorize')?.id)
  }

  watch(
    () => [store.run?.id, store.run?.status, store.transcript.length],
    () => {
      schedule()
      showReturned()
    },
    { immediate: true }
  )
  onScopeDispose(() => clearTimeout(timer))
}
