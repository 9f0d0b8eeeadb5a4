import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { Ban, CircleCheck, Copy, FolderOpen, KeyRound, RefreshCw, Trash2 } from '@lucide/vue'
import { displayNameOf, type ShownClient } from '../../../src-main/contract'
import { useClientsStore } from '../../stores/clients'
import { useSessionStore } from '../../stores/session'
import { useToastsStore } from '../../stores/toasts'
import { useFailureToast } from '../../stores/use-failure-toast'
import { useCopy, useProblemText, type MenuItem } from '../../ui'

/** What can be done with a client from a menu. Blocking acts at once and offers *Undo*; what can't be undone asks first. */
export function useClientActions(changed?: (client: ShownClient) => void) {
  const { t } = useI18n()
  const router = useRouter()
  const store = useClientsStore()
  const session = useSessionStore()
  const toasts = useToastsStore()
  const sayFailure = useFailureToast(useProblemText())
  const { copy } = useCopy()
  const rotating = shallowRef<ShownClient>()
  const removing = shallowRef<ShownClient>()

  function menu(client: ShownClient, isOpen = false): MenuItem[] {
    const label = (id: string) => t(`clients.menu.${id}`)
    const blocking: MenuItem = client.blocked
      ? { id: 'unblock', label: label('unblock'), icon: CircleCheck }
      : { id: 'block', label: label('block'), icon: Ban }
    const mine = session.mayChange(client)
    return [
      ...(isOpen ? [] : [{ id: 'open', label: label('open'), icon: FolderOpen }]),
      ...(mine ? [{ id: 'getToken', label: label('getToken'), icon: KeyRound }] : []),
      { id: 'copyId', label: label('copyId'), icon: Copy },
      ...(mine && client.hasSecret
        ? [{ id: 'rotate', label: label('rotate'), icon: RefreshCw, separated: true }]
        : []),
      ...(session.may('moderator') ? [{ ...blocking, separated: !(mine && client.hasSecret) }] : []),
      ...(mine ? [{ id: 'remove', label: label('remove'), icon: Trash2, danger: true, separated: true }] : [])
    ]
  }

  async function setBlocked(client: ShownClient, blocked: boolean): Promise<void> {
    try {
      const now = await store.setBlocked(client.client_id, blocked)
      changed?.(now)
      toasts.show({
        tone: blocked ? 'warn' : 'ok',
        title: t(`clients.toast.${blocked ? 'blocked' : 'unblocked'}`, { name: displayNameOf(client) }),
        action: { label: t('clients.toast.undo'), run: () => void setBlocked(client, !blocked) }
      })
    } catch (error) {
      sayFailure(error)
    }
  }

  async function copyId(client: ShownClient): Promise<void> {
    await copy(client.client_id)
    toasts.show({ tone: 'ok', title: t('clients.toast.copied') })
  }

  const open = (client: ShownClient) => router.push(`/clients/${encodeURIComponent(client.client_id)}`)
  const getToken = (client: ShownClient) =>
    router.push({ path: '/playground', query: { client: client.client_id } })

  const ACTIONS: Record<string, (client: ShownClient) => unknown> = {
    open,
    getToken,
    copyId,
    rotate: (client) => (rotating.value = client),
    block: (client) => setBlocked(client, true),
    unblock: (client) => setBlocked(client, false),
    remove: (client) => (removing.value = client)
  }

  return {
    menu,
    act: (action: string, client: ShownClient) => void ACTIONS[action]?.(client),
    open,
    getToken,
    setBlocked,
    rotating,
    removing
  }
}
