import { computed, onMounted, onScopeDispose, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../../src-main/contract'
import { problemOf } from '../../stores/problem-of'
import { useLiveStore } from '../../stores/live'
import { useSessionStore } from '../../stores/session'
import { useSettingsStore } from '../../stores/settings'
import { useToastsStore } from '../../stores/toasts'
import { useForm, useProblemText, useUnsavedGuard } from '../../ui'
import { settingsChanges } from './settings-changes'

/** The form over the settings: loading, following what others save, saving what differs. */
export function useSettingsPage() {
  const { t } = useI18n()
  const store = useSettingsStore()
  const session = useSessionStore()
  const toasts = useToastsStore()
  const problemText = useProblemText()
  const form = useForm({ schema: settingsSchema, initial: DEFAULT_SETTINGS })
  const saving = ref(false)
  const problem = ref<string>()

  const values = form.values as Settings
  const isValid = computed(() => settingsSchema.safeParse(values).success)
  /** What would be saved; undefined while the form holds something that is not accepted. */
  const changes = computed(() =>
    store.settings && isValid.value ? settingsChanges(store.settings, values) : undefined
  )

  watch(
    () => store.settings,
    (stored, before) => {
      if (stored && (!before || !form.dirty)) form.reset(stored)
    },
    { immediate: true }
  )
  onMounted(() => store.load())
  onScopeDispose(
    useLiveStore().subscribe((event) => {
      if (event.type === 'changed') void store.load()
    })
  )
  useUnsavedGuard(() => form.dirty)

  async function save(): Promise<void> {
    if (!form.validate() || !changes.value) return void (problem.value = t('flows.mend'))
    saving.value = true
    problem.value = undefined
    try {
      form.reset(await store.save(changes.value))
      toasts.show({ tone: 'ok', title: t('flows.saved') })
    } catch (error) {
      const failure = problemOf(error)
      form.setIssues(failure.issues)
      problem.value = failure.issues.length ? t('flows.mend') : problemText(failure)
    } finally {
      saving.value = false
    }
  }

  function discard(): void {
    if (store.settings) form.reset(store.settings)
    problem.value = undefined
  }

  return {
    store,
    form,
    values,
    saving,
    problem,
    changes,
    isLocked: computed(() => !session.may('administrator')),
    failure: computed(() => (store.failure ? problemText(problemOf(store.failure)) : undefined)),
    save,
    discard
  }
}
