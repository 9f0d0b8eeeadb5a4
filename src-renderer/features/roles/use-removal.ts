import { computed, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFailureToast } from '../../stores/use-failure-toast'
import { useToastsStore } from '../../stores/toasts'
import { useProblemText } from '../../ui'

/** Who uses something: lines of words. What stands in the way can't be brushed aside; the rest goes with it. */
export interface Usage {
  readonly blocking: readonly string[]
  readonly detachable: readonly string[]
}

/** Removes what nobody uses at once, with a way back; of the rest it first says who does. */
export function useRemoval<Item extends { readonly name: string }>(deps: {
  usageOf: (item: Item) => Promise<Usage>
  remove: (item: Item, detach: boolean) => Promise<unknown>
  restore: (item: Item) => Promise<unknown>
  changed: () => void
}) {
  const { t } = useI18n()
  const toasts = useToastsStore()
  const sayFailure = useFailureToast(useProblemText())
  const asked = shallowRef<{ item: Item; usage: Usage }>()
  const busy = ref(false)

  async function ask(item: Item): Promise<void> {
    const usage = await deps.usageOf(item)
    if (usage.blocking.length || usage.detachable.length) asked.value = { item, usage }
    else await removeUnused(item).catch(sayFailure)
  }

  async function removeUnused(item: Item): Promise<void> {
    await deps.remove(item, false)
    deps.changed()
    toasts.show({
      tone: 'ok',
      title: t('roles.toast.removed', { name: item.name }),
      action: {
        label: t('roles.toast.undo'),
        run: () => void deps.restore(item).then(deps.changed, sayFailure)
      }
    })
  }

  async function confirm(): Promise<void> {
    const item = asked.value?.item
    if (!item) return
    busy.value = true
    try {
      await deps.remove(item, true)
      asked.value = undefined
      deps.changed()
      toasts.show({ tone: 'ok', title: t('roles.toast.removed', { name: item.name }) })
    } catch (error) {
      sayFailure(error)
    } finally {
      busy.value = false
    }
  }

  return {
    asked,
    busy,
    ask: (item: Item) => ask(item).catch(sayFailure),
    confirm,
    isOpen: computed({
      get: () => asked.value !== undefined,
      set: (open) => {
        if (!open) asked.value = undefined
      }
    })
  }
}
