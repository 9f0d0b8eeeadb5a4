import { computed, onMounted, onScopeDispose, watch } from 'vue'
import { settingsSchema, type Issue, type Settings } from '../../../src-main/contract'
import { problemOf } from '../../api'
import { useLiveStore } from '../live'
import { useSessionStore } from '../people/session'
import { useSettingsStore } from './settings'
import { settingsChanges } from './settings-changes'
import { useFormSaving, type FormWords } from '../use-form-saving'

/** The form over the settings: `useForm({ schema: settingsSchema, initial: DEFAULT_SETTINGS })` of the kit. */
export interface SettingsForm {
  readonly values: object
  readonly dirty: boolean
  validate(): boolean
  setIssues(issues: readonly Issue[]): void
  reset(values?: Settings): void
}

/** A page that edits a part of the settings: loading, following what others save, saving what differs. */
export function useSettingsForm(form: SettingsForm, words: FormWords) {
  const store = useSettingsStore()
  const session = useSessionStore()
  const { saving, problem, save: saveForm } = useFormSaving(form, words)

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
      if (event.type === 'changed' && FOLLOWED.includes(event.what)) void store.load()
    })
  )

  function save(): Promise<void> {
    const wanted = changes.value
    return saveForm(wanted && (async () => form.reset(await store.save(wanted))))
  }

  function discard(): void {
    if (store.settings) form.reset(store.settings)
    problem.value = undefined
  }

  return {
    store,
    values,
    saving,
    problem,
    changes,
    isLocked: computed(() => !session.may('administrator')),
    failure: computed(() => (store.failure ? words.problem(problemOf(store.failure)) : undefined)),
    save,
    discard
  }
}

/** What the page shows follows these: the settings, and the clients that depend on them. */
const FOLLOWED: readonly string[] = ['settings', 'clients', 'everything']
