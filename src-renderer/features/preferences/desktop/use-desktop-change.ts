import { computed } from 'vue'
import type { DesktopChange } from '../../../../src-main/contract'
import { useDesktopStore } from '../../../stores/desktop'
import { useFailureToast } from '../../../stores/toasts/use-failure-toast'
import { useAttempt } from '../../../stores/use-attempt'
import { useProblemText } from '../../../ui'

/** What the app remembers, and choices of it that act at once; a refusal is told. */
export function useDesktopChange() {
  const desktop = useDesktopStore()
  const { busy, attempt: run } = useAttempt(useFailureToast(useProblemText()))

  return {
    desktop,
    state: computed(() => desktop.state),
    busy,
    run,
    change: (wanted: DesktopChange) => run(() => desktop.change(wanted))
  }
}
