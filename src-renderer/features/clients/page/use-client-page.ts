import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ShownClient } from '../../../../src-main/contract'
import { problemOf } from '../../../stores/toasts/problem-of'
import { useClientsStore } from '../../../stores/clients'
import { useLiveStore } from '../../../stores/live'
import { useSessionStore } from '../../../stores/people/session'
import { useSettingsStore } from '../../../stores/settings/settings'
import { useToastsStore } from '../../../stores/toasts/toasts'
import { useForm, useProblemText, useUnsavedGuard } from '../../../ui'
import { clientChanges, clientFormOf, clientFormSchema, type ClientForm } from '../settings/client-form'

const NOBODY = clientFormOf({})

/** One client and the form over it: loading, following changes of others, saving with the server's words at their fields. */
export function useClientPage(id: () => string) {
  const { t } = useI18n()
  const store = useClientsStore()
  const toasts = useToastsStore()
  const problemText = useProblemText()
  const client = shallowRef<ShownClient>()
  const missing = ref(false)
  const saving = ref(false)
  const problem = ref<string>()
  /** A secret that the server made while saving, because the new method needs one. */
  const newSecret = ref<string>()
  const form = useForm({ schema: clientFormSchema, initial: NOBODY, keptAs: () => `clients/${id()}` })

  function take(given: ShownClient): void {
    const untouched = !form.dirty || given.client_id !== client.value?.client_id
    client.value = given
    if (untouched) form.reset(clientFormOf(given))
  }

  async function load(): Promise<void> {
    const asked = id()
    try {
      const found = await store.get(asked)
      if (asked === id()) take(found)
      missing.value = false
    } catch (error) {
      missing.value = problemOf(error).code === 'NOT_FOUND'
      if (!missing.value) problem.value = problemText(problemOf(error))
    }
  }

  async function save(): Promise<void> {
    const before = client.value
    if (!before || !form.validate()) return void (problem.value = t('clients.page.mend'))
    saving.value = true
    problem.value = undefined
    try {
      const changes = clientChanges(clientFormOf(before), form.values as ClientForm)
      const saved = await store.update(before.client_id, changes)
      client.value = saved.client
      form.reset(clientFormOf(saved.client))
      newSecret.value = saved.client_secret
      toasts.show({ tone: 'ok', title: t('clients.toast.saved') })
    } catch (error) {
      const failure = problemOf(error)
      form.setIssues(failure.issues.map((issue) => ({ ...issue, path: withoutBody(issue.path) })))
      problem.value = failure.issues.length ? t('clients.page.mend') : problemText(failure)
    } finally {
      saving.value = false
    }
  }

  function discard(): void {
    if (client.value) form.reset(clientFormOf(client.value))
    problem.value = undefined
  }

  watch(id, () => void load(), { immediate: true })
  useUnsavedGuard(() => form.dirty)
  onScopeDispose(
    useLiveStore().subscribe((event) => {
      if (event.type === 'changed' && ['clients', 'everything'].includes(event.what)) void load()
    })
  )

  const settings = useSettingsStore()
  if (useSessionStore().may('moderator') && !settings.settings) void settings.load()

  return {
    client,
    missing,
    saving,
    problem,
    newSecret,
    form,
    /** The server's settings, for what a client inherits; undefined for whoever may not see them. */
    inherited: computed(() => settings.settings),
    load,
    take,
    save,
    discard
  }
}

/** The input of an update is `{ params, body }`; the form knows its fields without that. */
function withoutBody(path: readonly (string | number)[]): (string | number)[] {
  return path[0] === 'body' ? path.slice(1) : [...path]
}
