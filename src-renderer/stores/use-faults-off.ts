import { useI18n } from 'vue-i18n'
import type { ArmedFault, NewFault } from '../../src-main/contract'
import type { ApiProblem } from '../api'
import { useFaultsStore } from './faults'
import { useToastsStore } from './toasts/toasts'
import { useFailureToast } from './toasts/use-failure-toast'

/** Switches faults off and offers to arm them again as they were; the words for a failure come from whoever draws. */
export function useFaultsOff(wordsFor: (problem: ApiProblem) => string) {
  const { t } = useI18n()
  const faults = useFaultsStore()
  const toasts = useToastsStore()
  const sayFailure = useFailureToast(wordsFor)

  async function armAgain(ended: readonly ArmedFault[]): Promise<void> {
    try {
      for (const fault of ended) await faults.arm(asItWas(fault, Date.now()))
    } catch (error) {
      sayFailure(error)
    }
  }

  async function switchOff(off: () => Promise<void>, ended: readonly ArmedFault[]): Promise<void> {
    try {
      await off()
      toasts.show({
        tone: 'ok',
        title: t('faults.wentOff', ended.length),
        action: { label: t('faults.undo'), run: () => void armAgain(ended) }
      })
    } catch (error) {
      sayFailure(error)
    }
  }

  return {
    switchOff: (fault: ArmedFault) => switchOff(() => faults.disarm(fault.id), [fault]),
    switchAllOff: () => switchOff(faults.disarmAll, faults.items)
  }
}

const LASTS_AT_MOST_SECONDS = 86_400

/** With the uses and the time that were left of it; a browser's clock may be far from the server's, which set the end. */
function asItWas({ id: _id, place: _place, uses_left, until, ...wanted }: ArmedFault, now: number): NewFault {
  const left = Math.ceil((until - now) / 1000)
  const lasts_seconds = Math.min(Math.max(1, left), LASTS_AT_MOST_SECONDS)
  return { ...wanted, uses: uses_left ?? 'until_off', lasts_seconds } as NewFault
}
