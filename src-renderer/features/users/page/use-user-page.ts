import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import type { ShownUser } from '../../../../src-main/contract'
import { useSessionStore } from '../../../stores/people/session'
import { useUsersStore } from '../../../stores/people/users'
import { useRecordForm } from '../../../stores/use-record-form'
import { useForm, useProblemText, useUnsavedGuard } from '../../../ui'
import { userChanges, userFormOf, userFormSchema, type UserForm } from './user-form'

const NOBODY = userFormOf({
  username: '',
  roles: [],
  blocked: false,
  claims: {},
  hasPassword: false,
  access: 'user'
})

/** One person and the form over them. */
export function useUserPage(id: () => string) {
  const { t } = useI18n()
  const route = useRoute()
  const router = useRouter()
  const store = useUsersStore()
  const session = useSessionStore()
  const form = useForm({ schema: userFormSchema, initial: NOBODY, keptAs: () => `users/${id()}` })
  useUnsavedGuard(() => form.dirty)

  /** The page's address has the user name, and the head of the window shows whoever sits here. */
  async function follow(before: ShownUser, saved: ShownUser): Promise<void> {
    if (session.current?.username === before.username) await session.load()
    if (saved.username !== before.username)
      await router.replace({ path: `/users/${encodeURIComponent(saved.username)}`, query: route.query })
  }

  const { record: user, ...page } = useRecordForm(form, {
    id,
    get: (asked) => store.get(asked),
    update: (before) =>
      store.update(before.username, userChanges(userFormOf(before), form.values as UserForm)),
    updated: follow,
    valuesOf: userFormOf,
    identityOf: ({ sub }) => sub,
    follows: 'users',
    words: { problem: useProblemText(), saved: () => t('users.toast.saved'), mend: () => t('ui.mend') }
  })

  return { user, ...page, form }
}
