import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { RefreshCw, Trash2 } from '@lucide/vue'
import type { ShownKey } from '../../../src-main/contract'
import { useKeysStore } from '../../stores/settings/keys'
import { useRestore } from '../../stores/toasts/use-restore'
import { useToastsStore } from '../../stores/toasts/toasts'
import { useFailureToast } from '../../stores/toasts/use-failure-toast'
import { useAttempt } from '../../stores/use-attempt'
import { useProblemText, type MenuItem } from '../../ui'

/** What can be done with a key of the list, and with all of them. */
export function useKeyActions() {
  const { t } = useI18n()
  const store = useKeysStore()
  const toasts = useToastsStore()
  const problemText = useProblemText()
  const sayFailure = useFailureToast(problemText)
  const wayBack = useRestore({
    undo: () => t('keys.remove.undo'),
    restored: () => t('keys.remove.restored'),
    restoredButFor: (left) => t('keys.remove.restoredButFor', left),
    together: (count) => t('ui.restoredTogether', count),
    problem: problemText
  })
  const removing = shallowRef<ShownKey>()
  const isRenewing = ref(false)
  const { busy, attempt } = useAttempt(sayFailure)

  const menu = (key: ShownKey): MenuItem[] => [
    ...(key.state === 'retired'
      ? []
      : [{ id: 'rotate', label: t(`keys.rotate.${key.state}`, { alg: key.alg }), icon: RefreshCw }]),
    {
      id: 'remove',
      label: t('keys.remove.action'),
      icon: Trash2,
      danger: true,
      separated: key.state !== 'retired',
      disabled: key.isDefault
    }
  ]

  async function doing(
    work: () => Promise<unknown>,
    said: { title: string; text?: string },
    offer?: () => ReturnType<typeof wayBack.offer>
  ): Promise<void> {
    await attempt(async () => {
      await work()
      toasts.show({ tone: 'ok', ...said, action: await offer?.() })
    })
  }

  async function act(id: string, key: ShownKey): Promise<void> {
    if (id === 'remove') removing.value = key
    else
      await doing(() => store.rotate(key.alg), {
        title: t('keys.rotate.done', { alg: key.alg }),
        text: t('keys.rotate.doneText')
      })
  }

  async function remove(): Promise<void> {
    const key = removing.value
    if (!key) return
    await doing(
      () => store.remove(key.kid),
      { title: t('keys.remove.done') },
      () => wayBack.offer(store.load)
    )
    removing.value = undefined
  }

  async function renew(): Promise<void> {
    await doing(store.renewAll, { title: t('keys.renew.done') })
    isRenewing.value = false
  }

  return { menu, act, removing, remove, isRenewing, renew, busy }
}
