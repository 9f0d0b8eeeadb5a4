import { computed, ref, shallowRef } from 'vue'
import type { Draft, PlaygroundExchange, PlaygroundRun, StandInChoice } from '../../../src-main/contract'
import type { PanelClient } from '../../api'

/** What the runs need of the playground's store. */
export interface RunsDependencies {
  readonly api: PanelClient
  readonly draft: () => Draft
  readonly loadTranscript: () => Promise<void>
  /** Told before a run begins. */
  readonly onBegun: () => void
  /** Told the exchange that brought news. */
  readonly onAnswer: (exchange: string | undefined) => void
}

/** The flow that waits for a browser or a device, from its first request to its tokens. */
export function createRuns({ api, draft, loadTranscript, onBegun, onAnswer }: RunsDependencies) {
  const run = shallowRef<PlaygroundRun>()
  const isStarting = ref(false)
  const isExchanging = ref(false)
  const isWaiting = computed(() => run.value?.status === 'waiting')

  /** Takes in where the run stands now; what it sent meanwhile stands in the transcript. */
  async function take(next: PlaygroundRun): Promise<void> {
    const isNews = run.value?.id !== next.id || run.value.status !== next.status
    run.value = next
    if (isNews) await loadTranscript()
  }

  async function starting<Result>(work: () => Promise<Result>): Promise<Result> {
    isStarting.value = true
    try {
      forget()
      onBegun()
      return await work()
    } finally {
      isStarting.value = false
    }
  }

  /** Begins the run; with a stand-in the server signs in and agrees for that person. */
  const authorize = (as?: StandInChoice): Promise<PlaygroundRun> =>
    starting(async () => {
      const begun = await api.playground.authorize({ draft: draft(), ...(as ? { as } : {}) })
      await take(begun)
      return begun
    })

  /** Every step at once, without a person; looks at the last. */
  const runAll = (as?: StandInChoice): Promise<void> =>
    starting(async () => {
      const done = await api.playground.runAll({ draft: draft(), ...(as ? { as } : {}) })
      run.value = done.run
      await loadTranscript()
      onAnswer(done.exchanges.at(-1)?.id)
    })

  /** Asks where the run stands. */
  async function look(): Promise<void> {
    const id = run.value?.id
    if (id === undefined) return
    const next = await api.playground.run({ id })
    if (run.value?.id === id) await take(next)
  }

  /** Decides at the device in the name of a person. */
  async function approve(username: string, decision: 'allow' | 'deny'): Promise<void> {
    if (run.value) await take(await api.playground.approve({ id: run.value.id, as: { username }, decision }))
  }

  async function cancel(): Promise<void> {
    if (run.value) await take(await api.playground.cancelRun({ id: run.value.id }))
  }

  /** Changes the code for tokens, or asks once whether the device was approved. */
  async function exchange(): Promise<PlaygroundExchange | undefined> {
    const id = run.value?.id
    if (id === undefined) return undefined
    isExchanging.value = true
    try {
      const came = await api.playground.exchange({ run: id, draft: draft() })
      if (run.value?.id !== id) return came
      await look()
      await loadTranscript()
      onAnswer(came.id)
      return came
    } finally {
      isExchanging.value = false
    }
  }

  /** The run of something that was sent, where the server still has it. */
  async function recall(id: string | undefined): Promise<void> {
    forget()
    const found = id === undefined ? undefined : await api.playground.run({ id }).catch(() => undefined)
    if (run.value === undefined) run.value = found
  }

  /** Looks at it no longer. What still waits is cancelled, so that no late answer is taken for that of the next run. */
  function forget(): void {
    const { id, status } = run.value ?? {}
    run.value = undefined
    if (id !== undefined && status === 'waiting') void api.playground.cancelRun({ id }).catch(() => undefined)
  }

  return {
    run,
    isStarting,
    isExchanging,
    isWaiting,
    authorize,
    runAll,
    look,
    approve,
    cancel,
    exchange,
    recall,
    forget
  }
}
