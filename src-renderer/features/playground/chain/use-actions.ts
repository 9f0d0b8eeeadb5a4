import { computed } from 'vue'
import type { PlaygroundExchange, StandInChoice } from '../../../../src-main/contract'
import { usePlaygroundStore } from '../../../stores/playground/playground'
import { useFailureToast } from '../../../stores/toasts/use-failure-toast'
import { useProblemText } from '../../../ui'
import { openPage, reservePage, useOpening } from '../authorize/use-opening'
import { useChain } from './use-chain'

/** What the buttons and keys of the playground do. */
export function useActions() {
  const store = usePlaygroundStore()
  const sayFailure = useFailureToast(useProblemText())
  const { kind, next } = useChain()
  const { opening, hasWindows } = useOpening()

  const standIn = computed<StandInChoice | undefined>(() =>
    store.person ? { username: store.person } : undefined
  )
  const isBusy = computed(() => store.isSending || store.isStarting || store.isExchanging)
  const canGo = computed(() => {
    if (isBusy.value || (store.isWaiting && kind.value === 'browser')) return false
    return store.prepared?.request !== undefined || store.prepared?.authorization !== undefined
  })
  /** A person is asked in a flow of the browser; there is nobody to ask where nobody is chosen. */
  const canRunAll = computed(() => !isBusy.value && (kind.value === 'direct' || store.person !== ''))

  /** Begins the flow; the page where a person answers opens where they said. */
  async function authorize(): Promise<void> {
    if (store.run) store.renew()
    const asks = kind.value === 'browser' && opening.value !== 'automatic'
    // A browser lets a page open a window in the moment of the click alone, and the address is not known yet.
    const page = asks && !hasWindows.value ? reservePage(opening.value) : undefined
    try {
      const run = await store.authorize(kind.value === 'browser' && !asks ? standIn.value : undefined)
      if (asks && run.opens) openPage(opening.value, run.opens, page)
    } catch (error) {
      page?.close()
      throw error
    }
  }

  async function runAll(): Promise<void> {
    if (store.run) store.renew()
    await store.runAll(standIn.value)
  }

  async function go(): Promise<void> {
    if (!canGo.value) return
    const steps: Record<typeof next.value, () => Promise<PlaygroundExchange | undefined | void>> = {
      send: store.send,
      authorize,
      again: authorize,
      exchange: store.exchange,
      poll: store.exchange,
      all: runAll
    }
    await steps[next.value]().catch(sayFailure)
  }

  return {
    next,
    isBusy,
    canGo,
    canRunAll,
    go,
    runAll: () => (canRunAll.value ? runAll().catch(sayFailure) : Promise.resolve())
  }
}
