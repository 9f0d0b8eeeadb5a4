import { shallowRef } from 'vue'
import type { CollectionResult } from '../../../../src-main/contract'
import type { PanelClient } from '../../../api'

/** What came of running one collection: the result that is looked at, and all that are kept, latest first. */
interface Runs {
  readonly running: boolean
  readonly shown: CollectionResult | undefined
  readonly history: readonly CollectionResult[]
}
const NONE: Runs = { running: false, shown: undefined, history: [] }

/** What running collections brought, each by the id of its collection. */
export function collectionRuns(api: PanelClient['collections']) {
  const byId = shallowRef<Readonly<Record<string, Runs>>>({})
  const runsOf = (id: string): Runs => byId.value[id] ?? NONE

  function put(id: string, changed: Partial<Runs>): void {
    byId.value = { ...byId.value, [id]: { ...runsOf(id), ...changed } }
  }

  const show = (id: string, shown: CollectionResult | undefined): void => put(id, { shown })

  async function loadHistory(id: string): Promise<void> {
    const history = await api.history({ id })
    put(id, { history })
  }

  /** What was looked at before goes away, so that nobody takes it for what comes. */
  async function whileRunning(id: string, work: () => Promise<void>): Promise<void> {
    put(id, { running: true, shown: undefined })
    try {
      await work()
    } finally {
      put(id, { running: false })
    }
  }

  /** Sends every request of a collection and compares what comes with what is expected. */
  const run = (id: string): Promise<void> =>
    whileRunning(id, async () => {
      const { result } = await api.run({ id })
      show(id, result)
      await loadHistory(id)
    })

  /** Looks at what came of a collection before, the latest first. */
  const openHistory = (id: string): Promise<void> =>
    whileRunning(id, async () => {
      await loadHistory(id)
      show(id, runsOf(id).history[0])
    })

  /** Takes one result off the list, or all; how many these were, and how that is undone. */
  async function removeRuns(id: string, run?: string): Promise<{ count: number; undo(): Promise<void> }> {
    const { removed } = await api.removeRuns({ id, ...(run !== undefined && { run }) })
    await loadHistory(id)
    const { shown, history } = runsOf(id)
    if (shown && removed.includes(shown.id)) show(id, history[0])
    return { count: removed.length, undo: () => restoreRuns(id, removed) }
  }

  async function restoreRuns(id: string, runs: string[]): Promise<void> {
    await api.restoreRuns({ id, runs })
    await loadHistory(id)
    const { shown, history } = runsOf(id)
    if (!shown) show(id, history[0])
  }

  /** A result as a report that build servers read. */
  const junitOf = async (id: string, { id: run }: CollectionResult): Promise<string> =>
    (await api.report({ id, run })).junit

  function forgetRuns(): void {
    byId.value = {}
  }

  return { runsOf, show, run, openHistory, removeRuns, junitOf, forgetRuns }
}
