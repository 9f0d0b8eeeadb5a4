import { computed, type ComputedRef } from 'vue'
import { useTokenLabStore } from '../../stores/token-lab/token-lab'
import { readTokens, type ReadToken } from '../../ui'

/** The tokens of the text that was pasted, and the one of them that is looked at. */
export function useShownToken(): {
  found: ComputedRef<readonly ReadToken[]>
  shown: ComputedRef<ReadToken | undefined>
} {
  const store = useTokenLabStore()
  const found = computed(() => readTokens(store.text))
  const shown = computed(() => found.value[store.chosen] ?? found.value[0])
  return { found, shown }
}
