import { computed, onMounted, onScopeDispose, ref, watch } from 'vue'
import { settingsSchema, type Issue, type Settings } from '../../../src-main/contract'
import { problemOf, type ApiProblem } from '../../api'
import { useLiveStore } from '../live'
import { useSessionStore } from '../people/session'
import { useSettingsStore } from './settings'
import { settingsChanges } from './settings-changes'
import { useToastsStore } from '../toasts/toasts'

/** The form over the settings: `useForm({ schema: settingsSchema, initial: DEFAULT_SETTINGS })` of the kit. */
export interface SettingsForm {
  readonly values: object
  readonly dirty: boolean
  validate(): boolean
  setIssues(issues: readonly Issue[]): void
  reset(values?: Settings): void
}

/** What is said, by whoever draws. */
export interface SettingsWords {
  problem(problem: ApiProblem): string
  saved(): string
  mend(): string
}

/** A page that edits a part of the settings: loading, following what others save, saving what differs. */
export function useSettingsForm(form: SettingsForm, words: SettingsWords) {
  const store = useSettingsStore()
  const session = useSessionStore()
  const toasts = useToastsStore()
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
      if (event.type === 'changed' && FOLLOWED.includes(event.what)) void store.load()
    })
  )

  async function save(): Promise<void> {
    if (!form.validate() || !changes.value) return void (problem.value = words.mend())
    saving.value = true
    problem.value = undefined
    try {
      form.reset(await store.save(changes.value))
      toasts.show({ tone: 'ok', title: words.saved() })
    } catch (error) {
      const failure = problemOf(error)
      form.setIssues(failure.issues)
      problem.value = failure.issues.length ? words.mend() : words.problem(failure)
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
