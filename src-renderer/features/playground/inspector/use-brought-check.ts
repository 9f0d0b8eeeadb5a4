import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { BroughtVerdict } from '../../../../src-main/contract'
import { usePlaygroundStore } from '../../../stores/playground/playground'
import { shapeOfToken } from '../../../ui'
import type { InspectedToken } from './inspected-tokens'

/** Whether the server that issued a token has to be asked, or the client's own key. */
export function needsFlow({ draft, token }: InspectedToken): boolean {
  const { kind } = shapeOfToken(token)
  return kind !== 'opaque' && (draft.target !== undefined || kind === 'jwe')
}

/** The verdict on such a token; undefined while there is none, or where it can't be had. */
export function useBroughtCheck(inspected: () => InspectedToken): {
  brought: ShallowRef<BroughtVerdict | undefined>
  /** Whether the other server's keys can't be had. */
  hasFailed: Ref<boolean>
} {
  const store = usePlaygroundStore()
  const brought = shallowRef<BroughtVerdict>()
  const hasFailed = ref(false)
  let latest = 0

  watch(
    () => inspected().id + inspected().token,
    async () => {
      const mine = ++latest
      brought.value = undefined
      const one = inspected()
      const asks = needsFlow(one)
      const found = asks ? await store.verifyBrought(one).catch(() => undefined) : undefined
      // Answers may overtake each other; the last question's counts.
      if (mine !== latest) return
      brought.value = found
      hasFailed.value = asks && !found
    },
    { immediate: true }
  )
  return { brought, hasFailed }
}
