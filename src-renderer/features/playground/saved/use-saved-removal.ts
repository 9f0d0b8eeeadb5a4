import { useI18n } from 'vue-i18n'
import { usePlaygroundCollectionsStore } from '../../../stores/playground/collections/playground-collections'
import { useToastsStore } from '../../../stores/toasts/toasts'
import { useFailureToast } from '../../../stores/toasts/use-failure-toast'
import { useProblemText } from '../../../ui'

/** Removes a collection, or one request of it, and offers to put it back. */
export function useSavedRemoval() {
  const { t } = useI18n()
  const store = usePlaygroundCollectionsStore()
  const toasts = useToastsStore()
  const sayFailure = useFailureToast(useProblemText())

  async function remove(name: string, removal: () => Promise<() => Promise<void>>): Promise<void> {
    try {
      const undo = await removal()
      toasts.show({
        tone: 'ok',
        title: t('playground.saved.removed', { name }),
        action: { label: t('playground.saved.undo'), run: () => void undo().catch(sayFailure) }
      })
    } catch (error) {
      sayFailure(error)
    }
  }

  return {
    removeCollection: (id: string, name: string) => remove(name, () => store.remove(id)),
    removeRequest: (id: string, name: string) => remove(name, () => store.removeRequest(id, name))
  }
}
