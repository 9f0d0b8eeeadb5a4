import { computed, ref } from 'vue'
import type { DesktopChange } from '../../../../src-main/contract'
import { useDesktopStore } from '../../../stores/desktop'
import { useFailureToast } from '../../../stores/toasts/use-failure-toast'
import { useProblemText } from '../../../ui'

/** What the app remembers, and choices of it that act at once; a refusal is told. */
export function useDesktopChange() {
  const desktop = useDesktopStore()
  const sayFailure = useFailureToast(useProblemText())
  const busy = ref(false)

  async function run(work: () => Promise<unknown>): Promise<void> {
    busy.value = true
    await work().catch(sayFailure)
    busy.value = false
  }

  return {
    desktop,
    state: computed(() => desktop.state),
    busy,
    run,
    change: (wanted: DesktopChange) => run(() => desktop.change(wanted))
  }
}
