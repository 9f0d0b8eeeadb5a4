import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import type { ShownUser } from '../../../../src-main/contract'
import { problemOf } from '../../../stores/toasts/problem-of'
import { useLiveStore } from '../../../stores/live'
import { useSessionStore } from '../../../stores/people/session'
import { useToastsStore } from '../../../stores/toasts/toasts'
import { useUsersStore } from '../../../stores/people/users'
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

/** One person and the form over them: loading, following changes of others, saving with the server's words at their fields. */
export function useUserPage(id: () => string) {
  const { t } = useI18n()
  const route = useRoute()
  const router = useRouter()
  const store = useUsersStore()
  const session = useSessionStore()
  const toasts = useToastsStore()
  const problemText = useProblemText()
  const user = shallowRef<ShownUser>()
  const missing = ref(false)
  const saving = ref(false)
  const problem = ref<string>()
  const form = useForm({ schema: userFormSchema, initial: NOBODY, keptAs: () => `users/${id()}` })

  function take(given: ShownUser): void {
    const untouched = !form.dirty || given.sub !== user.value?.sub
    user.value = given
    if (untouched) form.reset(userFormOf(given))
  }

  async function load(): Promise<void> {
    const asked = id()
    try {
      const found = await store.get(asked)
      if (asked === id()) take(found)
      missing.value = false
      problem.value = undefined
    } catch (error) {
      missing.value = problemOf(error).code === 'NOT_FOUND'
      if (!missing.value) problem.value = problemText(problemOf(error))
    }
  }

  async function save(): Promise<void> {
    const before = user.value
    if (!before || !form.validate()) return void (problem.value = t('ui.mend'))
    saving.value = true
    problem.value = undefined
    try {
      const changes = userChanges(userFormOf(before), form.values as UserForm)
      const saved = await store.update(before.username, changes)
      user.value = saved
      form.reset(userFormOf(saved))
      toasts.show({ tone: 'ok', title: t('users.toast.saved') })
      await follow(before, saved)
    } catch (error) {
      const failure = problemOf(error)
      form.setIssues(failure.issues.map((issue) => ({ ...issue, path: pathOfForm(issue.path) })))
      problem.value = failure.issues.length ? t('ui.mend') : problemText(failure)
    } finally {
      saving.value = false
    }
  }

  /** The page's address has the user name, and the head of the window shows whoever sits here. */
  async function follow(before: ShownUser, saved: ShownUser): Promise<void> {
    if (session.current?.username === before.username) await session.load()
    if (saved.username !== before.username)
      await router.replace({ path: `/users/${encodeURIComponent(saved.username)}`, query: route.query })
  }

  function discard(): void {
    if (user.value) form.reset(userFormOf(user.value))
    problem.value = undefined
  }

  watch(id, () => void load(), { immediate: true })
  useUnsavedGuard(() => form.dirty)
  onScopeDispose(
    useLiveStore().subscribe((event) => {
      if (event.type === 'changed' && ['users', 'everything'].includes(event.what) && !saving.value)
        void load()
    })
  )

  return { user, missing, saving, problem, form, load, take, save, discard }
}

/** The input of an update is `{ params, body }`; the form knows its fields without that. */
function pathOfForm(path: readonly (string | number)[]): (string | number)[] {
  return path[0] === 'body' ? path.slice(1) : [...path]
}
