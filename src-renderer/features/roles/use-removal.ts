import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFailureToast } from '../../stores/toasts/use-failure-toast'
import { useRestore } from '../../stores/toasts/use-restore'
import { useToastsStore } from '../../stores/toasts/toasts'
import { useAttempt } from '../../stores/use-attempt'
import { useProblemText } from '../../ui'

/** Who uses something: lines of words. What stands in the way can't be brushed aside; the rest goes with it. */
export interface Usage {
  readonly blocking: readonly string[]
  readonly detachable: readonly string[]
}

/** What the dialog of a removal is bound to. */
export type Removal = Pick<ReturnType<typeof useRemoval>, 'asked' | 'busy' | 'keep' | 'confirm'>

/** Removes what nobody uses at once; of the rest it first says who does. Either way there is a way back, to those who had it too. */
export function useRemoval<Item extends { readonly name: string }>(deps: {
  usageOf: (item: Item) => Promise<Usage>
  remove: (item: Item, detach: boolean) => Promise<unknown>
  changed: () => void
}) {
  const { t } = useI18n()
  const toasts = useToastsStore()
  const problemText = useProblemText()
  const sayFailure = useFailureToast(problemText)
  const wayBack = useRestore({
    undo: () => t('roles.toast.undo'),
    restored: () => t('roles.toast.restored'),
    restoredButFor: (left) => t('roles.toast.restoredButFor', left),
    together: (count) => t('roles.toast.together', count),
    problem: problemText
  })
  const asked = shallowRef<{ item: Item; usage: Usage }>()
  const { busy, attempt } = useAttempt(sayFailure)

  async function ask(item: Item): Promise<void> {
    const usage = await deps.usageOf(item)
    if (usage.blocking.length || usage.detachable.length) asked.value = { item, usage }
    else await remove(item, false)
  }

  async function remove(item: Item, detach: boolean): Promise<void> {
    await deps.remove(item, detach)
    asked.value = undefined
    deps.changed()
    toasts.show({
      tone: 'ok',
      title: t('roles.toast.removed', { name: item.name }),
      action: await wayBack.offer(deps.changed)
    })
  }

  async function confirm(): Promise<void> {
    const item = asked.value?.item
    if (!item) return
    await attempt(() => remove(item, true))
  }

  return {
    asked,
    busy,
    ask: (item: Item) => ask(item).catch(sayFailure),
    confirm,
    keep: () => void (asked.value = undefined)
  }
}
