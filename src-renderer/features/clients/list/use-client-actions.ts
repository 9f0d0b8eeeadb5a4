import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { Ban, CircleCheck, Copy, FolderOpen, KeyRound, LogIn, RefreshCw, Trash2 } from '@lucide/vue'
import { displayNameOf, type FlowName, type ShownClient } from '../../../../src-main/contract'
import { useClientsStore } from '../../../stores/clients'
import { useSessionStore } from '../../../stores/people/session'
import { useToastsStore } from '../../../stores/toasts/toasts'
import { useFailureToast } from '../../../stores/toasts/use-failure-toast'
import { useCopy, useProblemText, type MenuItem } from '../../../ui'
import { signInFlowOf, tokenFlowOf } from './flow-of'

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
      ...(mine && signInFlowOf(client) ? [{ id: 'trySignIn', label: label('trySignIn'), icon: LogIn }] : []),
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

  const open = (client: ShownClient, tab?: string) =>
    router.push({ path: `/clients/${encodeURIComponent(client.client_id)}`, query: tab ? { tab } : {} })
  const tryIn = (client: ShownClient, flow: FlowName | undefined) =>
    router.push({ path: '/playground', query: { client: client.client_id, ...(flow && { flow }) } })

  const ACTIONS: Record<string, (client: ShownClient) => unknown> = {
    open: (client) => open(client),
    getToken: (client) => tryIn(client, tokenFlowOf(client)),
    trySignIn: (client) => tryIn(client, signInFlowOf(client)),
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
    getToken: (client: ShownClient) => void tryIn(client, tokenFlowOf(client)),
    trySignIn: (client: ShownClient) => void tryIn(client, signInFlowOf(client)),
    setBlocked,
    rotating,
    removing
  }
}
