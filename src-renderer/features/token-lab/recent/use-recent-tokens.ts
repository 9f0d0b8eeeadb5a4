import { computed, onMounted, onScopeDispose, type ComputedRef } from 'vue'
import type { RecentToken } from '../../../../src-main/contract'
import { useLiveStore } from '../../../stores/live'
import { useTokenLabStore } from '../../../stores/token-lab/token-lab'

/** Milliseconds in which what passes is gathered into one question. */
const GATHER_MILLISECONDS = 1000

/** The last tokens that passed, as they pass; undefined until the first answer. */
export function useRecentTokens(
  fail: (error: unknown) => void
): ComputedRef<readonly RecentToken[] | undefined> {
  const store = useTokenLabStore()
  let timer: ReturnType<typeof setTimeout> | undefined
  const load = () => {
    timer = undefined
    store.loadRecent().catch(fail)
  }
  onMounted(load)
  onScopeDispose(() => clearTimeout(timer))
  onScopeDispose(
    useLiveStore().subscribe(({ type }) => {
      if (type === 'exchange') timer ??= setTimeout(load, GATHER_MILLISECONDS)
    })
  )
  return computed(() => store.recent)
}
