import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { Ban, CircleCheck, FolderOpen, KeyRound, LogIn, Trash2 } from '@lucide/vue'
import type { ShownUser } from '../../../../src-main/contract'
import { useSessionStore } from '../../../stores/people/session'
import { useToastsStore } from '../../../stores/toasts/toasts'
import { useUsersStore } from '../../../stores/people/users'
import { useFailureToast } from '../../../stores/toasts/use-failure-toast'
import { useProblemText, type MenuItem } from '../../../ui'
import { nameOf } from '../name-of'

/** What can be done with a person from a menu. Blocking acts at once and offers *Undo*; what can't be undone asks first. */
export function useUserActions(changed?: (user: ShownUser) => void) {
  const { t } = useI18n()
  const router = useRouter()
  const store = useUsersStore()
  const session = useSessionStore()
  const toasts = useToastsStore()
  const sayFailure = useFailureToast(useProblemText())
  const removing = shallowRef<ShownUser>()
  const givingPassword = shallowRef<ShownUser>()

  const isOneself = (user: ShownUser) => session.current?.username === user.username
  /** A moderator stops no administrator, and nobody themselves; the server holds to that too. */
  const mayStop = (user: ShownUser) =>
    !isOneself(user) && (session.may('administrator') || user.access !== 'administrator')

  function menu(user: ShownUser, isOpen = false): MenuItem[] {
    const label = (id: string) => t(`users.menu.${id}`)
    const mayChange = session.may('administrator') && !isOneself(user)
    const blocking: MenuItem = user.blocked
      ? { id: 'unblock', label: label('unblock'), icon: CircleCheck }
      : { id: 'block', label: label('block'), icon: Ban }
    return [
      ...(isOpen ? [] : [{ id: 'open', label: label('open'), icon: FolderOpen }]),
      { id: 'signInAs', label: label('signInAs'), icon: LogIn },
      ...(mayChange
        ? [{ id: 'setPassword', label: label('setPassword'), icon: KeyRound, separated: true }]
        : []),
      ...(mayStop(user) ? [{ ...blocking, separated: !mayChange }] : []),
      ...(mayChange
        ? [{ id: 'remove', label: label('remove'), icon: Trash2, danger: true, separated: true }]
        : [])
    ]
  }

  async function setBlocked(user: ShownUser, blocked: boolean): Promise<void> {
    try {
      const now = await store.setBlocked(user.username, blocked)
      changed?.(now)
      toasts.show({
        tone: blocked ? 'warn' : 'ok',
        title: t(`users.toast.${blocked ? 'blocked' : 'unblocked'}`, { name: nameOf(user) }),
        action: { label: t('users.toast.undo'), run: () => void setBlocked(user, !blocked) }
      })
    } catch (error) {
      sayFailure(error)
    }
  }

  const open = (user: ShownUser) => router.push(`/users/${encodeURIComponent(user.username)}`)
  const signInAs = (user: ShownUser) => router.push({ path: '/playground', query: { user: user.username } })

  const ACTIONS: Record<string, (user: ShownUser) => unknown> = {
    open,
    signInAs,
    setPassword: (user) => (givingPassword.value = user),
    block: (user) => setBlocked(user, true),
    unblock: (user) => setBlocked(user, false),
    remove: (user) => (removing.value = user)
  }

  return {
    menu,
    act: (action: string, user: ShownUser) => void ACTIONS[action]?.(user),
    open,
    signInAs,
    setBlocked,
    mayStop,
    removing,
    givingPassword
  }
}
