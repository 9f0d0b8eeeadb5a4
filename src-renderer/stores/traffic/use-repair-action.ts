import type { Ref } from 'vue'
import type { ExchangeRepair } from '../../../src-main/contract'
import type { ApiProblem } from '../../api'
import { placeOfRepair, useExchangeRepairs } from './exchange-repairs'
import { useToastsStore } from '../toasts/toasts'
import { useFailureToast } from '../toasts/use-failure-toast'
import { useAttempt } from '../use-attempt'

/** The words come from whoever draws. */
interface RepairWords {
  done: (repair: ExchangeRepair) => string
  undo: () => string
  problem: (problem: ApiProblem) => string
  /** Leads to where a person makes the change. */
  goTo: (place: { path: string; query?: Record<string, string> }) => unknown
}

/** What a repair's button does: makes the change and offers to take it back, or leads to where a person makes it. */
export function useRepairAction(words: RepairWords): {
  busy: Ref<boolean>
  run: (repair: ExchangeRepair) => Promise<void>
} {
  const toasts = useToastsStore()
  const mend = useExchangeRepairs()
  const sayFailure = useFailureToast(words.problem)
  const { busy, attempt } = useAttempt(sayFailure)

  async function make(repair: ExchangeRepair): Promise<void> {
    const undo = await mend(repair)
    toasts.show({
      tone: 'ok',
      title: words.done(repair),
      action: undo && { label: words.undo(), run: () => void undo().catch(sayFailure) }
    })
  }

  async function run(repair: ExchangeRepair): Promise<void> {
    const place = placeOfRepair(repair)
    if (place) return void (await words.goTo(place))
    await attempt(() => make(repair))
  }

  return { busy, run }
}
