import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useToastsStore } from '../../../stores/toasts/toasts'
import { useUsersStore, type UserBulkAction } from '../../../stores/people/users'
import { useRestore } from '../../../stores/toasts/use-restore'
import { useFailureToast } from '../../../stores/toasts/use-failure-toast'
import { useProblemText } from '../../../ui'

/** Work on many people that is under way. */
export interface BulkWork {
  readonly action: UserBulkAction
  readonly done: number
  readonly total: number
}

/** People in one call: few enough that the bar moves, enough that a thousand don't take a thousand calls. */
const IN_ONE_CALL = 10

/** Acts on the chosen people, tells how far it is and whom it was refused for, can be stopped, and offers *Undo* where there is a way back. */
export function useBulkActions() {
  const { t } = useI18n()
  const store = useUsersStore()
  const toasts = useToastsStore()
  const problemText = useProblemText()
  const sayFailure = useFailureToast(problemText)
  const wayBack = useRestore({
    undo: () => t('users.toast.undo'),
    restored: () => t('users.bulk.restored'),
    restoredButFor: (left) => t('users.bulk.restoredButFor', left),
    together: (count) => t('ui.restoredTogether', count),
    problem: problemText
  })
  const selected = ref<readonly string[]>([])
  const work = shallowRef<BulkWork>()
  let stopped = false

  async function run(action: UserBulkAction, names: readonly string[]) {
    const done: string[] = []
    const refused: { username: string; message: string }[] = []
    stopped = false
    try {
      for (let at = 0; at < names.length && !stopped; at += IN_ONE_CALL) {
        work.value = { action, done: at, total: names.length }
        const answer = await store.bulk(action, names.slice(at, at + IN_ONE_CALL))
        done.push(...answer.done)
        refused.push(...answer.refused)
      }
    } catch (error) {
      sayFailure(error)
    }
    work.value = undefined
    return { done, refused }
  }

  async function act(action: UserBulkAction, names: readonly string[], isUndo = false): Promise<void> {
    const { done, refused } = await run(action, names)
    if (!isUndo) selected.value = selected.value.filter((name) => !done.includes(name))
    if (done.length) await sayDone(action, done, isUndo)
    if (refused[0])
      toasts.show({
        tone: 'err',
        title: t(`users.bulk.refused`, refused.length),
        text: problemText({ code: 'REFUSED', message: refused[0].message })
      })
    await store.load()
  }

  async function undoOf(action: UserBulkAction, done: readonly string[]) {
    if (action === 'remove') return wayBack.offer(store.load, done.length)
    const back = action === 'block' ? 'unblock' : 'block'
    return { label: t('users.toast.undo'), run: () => void act(back, done, true) }
  }

  async function sayDone(action: UserBulkAction, done: readonly string[], isUndo: boolean): Promise<void> {
    toasts.show({
      tone: action === 'block' ? 'warn' : 'ok',
      title: t(`users.bulk.done.${action}`, done.length),
      action: isUndo ? undefined : await undoOf(action, done)
    })
  }

  return {
    selected,
    work,
    act: (action: UserBulkAction) => act(action, selected.value),
    stop: () => void (stopped = true)
  }
}
