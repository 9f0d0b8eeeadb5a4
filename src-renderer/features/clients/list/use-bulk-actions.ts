import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useClientsStore } from '../../../stores/clients'
import { useToastsStore } from '../../../stores/toasts/toasts'
import { useRestore } from '../../../stores/toasts/use-restore'
import { useFailureToast } from '../../../stores/toasts/use-failure-toast'
import { useProblemText } from '../../../ui'

/** Work on many clients that is under way. */
export interface BulkWork {
  readonly action: 'block' | 'unblock' | 'remove'
  readonly done: number
  readonly total: number
}

/** Calls that are on their way at a time: the server answers quickly, and the page stays alive. */
const AT_ONCE = 4

/** Acts on the chosen clients one after the other, tells how far it is, can be stopped, and offers *Undo* where there is a way back. */
export function useBulkActions() {
  const { t } = useI18n()
  const store = useClientsStore()
  const toasts = useToastsStore()
  const problemText = useProblemText()
  const sayFailure = useFailureToast(problemText)
  const wayBack = useRestore({
    undo: () => t('clients.toast.undo'),
    restored: () => t('clients.bulk.restored'),
    restoredButFor: (left) => t('clients.bulk.restoredButFor', left),
    together: (count) => t('ui.restoredTogether', count),
    problem: problemText
  })
  const selected = ref<readonly string[]>([])
  const work = shallowRef<BulkWork>()
  let stopped = false

  /** The ids that it was done to. The first failure is said, and ends it. */
  async function each(
    action: BulkWork['action'],
    ids: readonly string[],
    act: (id: string) => Promise<boolean>
  ): Promise<string[]> {
    const waiting = [...ids]
    const changed: string[] = []
    let done = 0
    stopped = false
    work.value = { action, done, total: ids.length }

    async function takeTurns(): Promise<void> {
      for (let id = waiting.shift(); id !== undefined && !stopped; id = waiting.shift()) {
        if (await act(id)) changed.push(id)
        done += 1
        work.value = { action, done, total: ids.length }
      }
    }

    try {
      await Promise.all(Array.from({ length: AT_ONCE }, takeTurns))
    } catch (error) {
      stopped = true
      sayFailure(error)
    }
    work.value = undefined
    return changed
  }

  async function setBlocked(ids: readonly string[], blocked: boolean, isUndo = false): Promise<void> {
    const action = blocked ? 'block' : 'unblock'
    const changed = await each(action, ids, async (id) => {
      if ((await store.get(id)).blocked === blocked) return false
      await store.setBlocked(id, blocked)
      return true
    })
    if (!isUndo) selected.value = []
    toasts.show({
      tone: blocked ? 'warn' : 'ok',
      title: t(`clients.bulk.${action}ed`, changed.length),
      action:
        isUndo || !changed.length
          ? undefined
          : { label: t('clients.toast.undo'), run: () => void setBlocked(changed, !blocked, true) }
    })
    await store.load()
  }

  async function remove(): Promise<void> {
    const removed = await each('remove', selected.value, async (id) => {
      await store.remove(id)
      return true
    })
    selected.value = selected.value.filter((id) => !removed.includes(id))
    toasts.show({
      tone: 'ok',
      title: t('clients.bulk.removed', removed.length),
      action: removed.length ? await wayBack.offer(store.load, removed.length) : undefined
    })
    await store.load()
  }

  return {
    selected,
    work,
    block: () => setBlocked(selected.value, true),
    unblock: () => setBlocked(selected.value, false),
    remove,
    stop: () => void (stopped = true)
  }
}
