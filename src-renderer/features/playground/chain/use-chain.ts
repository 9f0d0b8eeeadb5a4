import { computed } from 'vue'
import { playgroundFlowKind } from '../../../../src-main/contract'
import { bringsCode } from '../../../stores/playground/flow-kinds'
import { usePlaygroundStore } from '../../../stores/playground/playground'
import { responseTypeOf } from '../../../stores/playground/draft/playground-draft'
import { chainTokens } from './chain-tokens'

/** What can be done next with a flow. */
export type NextStep = 'send' | 'authorize' | 'again' | 'exchange' | 'poll' | 'all'

/** The numbers of the steps; a flow without one of them leaves it out. */
export interface StepNumbers {
  readonly prepare?: number
  readonly authorize?: number
  readonly device?: number
  readonly exchange?: number
  readonly use: number
}

/** Where a flow stands: its steps, the tokens that it has brought, and what comes next. */
export function useChain() {
  const store = usePlaygroundStore()
  const kind = computed(() => playgroundFlowKind(store.form.flow))
  const hasCode = computed(() => bringsCode(responseTypeOf(store.form)))
  /** What came to the redirect URI, as an entry of the transcript. */
  const returned = computed(() =>
    store.transcript.find(({ run, action }) => run === store.run?.id && run && action === 'authorize')
  )
  const tokens = computed(() =>
    chainTokens(store.run, [...(store.answer ? [store.answer] : []), ...store.uses])
  )
  const hasTokens = computed(() => store.answer?.verdict.id === 'token_issued')

  const steps = computed<StepNumbers>(() => {
    if (kind.value === 'direct') return { exchange: 2, use: 3 }
    if (kind.value === 'device') return { device: 2, exchange: 3, use: 4 }
    return hasCode.value
      ? { prepare: 2, authorize: 3, exchange: 4, use: 5 }
      : { prepare: 2, authorize: 3, use: 4 }
  })

  const next = computed<NextStep>(() => {
    if (store.form.mutation) return 'all'
    if (kind.value === 'direct') return 'send'
    if (!store.run) return 'authorize'
    if (kind.value === 'device') return store.run.status === 'ended' ? 'again' : 'poll'
    if (store.run.status === 'returned' && hasCode.value && !hasTokens.value) return 'exchange'
    return 'again'
  })

  return { kind, hasCode, returned, tokens, hasTokens, steps, next }
}
