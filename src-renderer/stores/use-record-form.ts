import { computed, onScopeDispose, ref, shallowRef, watch, type ShallowRef } from 'vue'
import type { Issue } from '../../src-main/contract'
import { problemOf } from '../api'
import { useLiveStore } from './live'
import { useFormSaving, type FormWords } from './use-form-saving'

/** The form over a record, as the kit's `useForm` makes it. */
export interface RecordForm<Values> {
  readonly dirty: boolean
  validate(): boolean
  setIssues(issues: readonly Issue[]): void
  reset(values?: Values): void
}

/** A record, how it is had and written, and what is said by whoever draws. */
export interface EditedRecord<Shown, Values> {
  /** What leads to it; follows the page's address. */
  id: () => string
  get(id: string): Promise<Shown>
  /** Writes what the form differs in, and gives what stands then. */
  update(before: Shown): Promise<Shown>
  /** Called once that is shown. */
  updated?(before: Shown, after: Shown): Promise<void>
  valuesOf(shown: Shown): Values
  /** What stays the same when everything else of it changes. */
  identityOf(shown: Shown): string | undefined
  follows: 'clients' | 'users'
  words: FormWords
}

/** One record and the form over it: loading, following changes of others, saving with the server's words at their fields. */
export function useRecordForm<Shown extends object, Values>(
  form: RecordForm<Values>,
  { id, get, update, updated, valuesOf, identityOf, follows, words }: EditedRecord<Shown, Values>
) {
  const record: ShallowRef<Shown | undefined> = shallowRef()
  const missing = ref(false)
  const unread = ref<string>()
  const { saving, problem: unsaved, save: saveForm } = useFormSaving(form, words)

  function take(given: Shown): void {
    const isUntouched = !form.dirty || !record.value || identityOf(given) !== identityOf(record.value)
    record.value = given
    if (isUntouched) form.reset(valuesOf(given))
  }

  async function load(): Promise<void> {
    const asked = id()
    try {
      const found = await get(asked)
      if (asked === id()) take(found)
      missing.value = false
      unread.value = undefined
    } catch (error) {
      const failure = problemOf(error)
      missing.value = failure.code === 'NOT_FOUND'
      unread.value = missing.value ? undefined : words.problem(failure)
    }
  }

  function save(): Promise<void> {
    const before = record.value
    if (!before) return saveForm(undefined)
    let after = before
    const write = async () => {
      after = await update(before)
      record.value = after
      form.reset(valuesOf(after))
    }
    return saveForm(write, async () => updated?.(before, after))
  }

  function discard(): void {
    if (record.value) form.reset(valuesOf(record.value))
    unsaved.value = undefined
  }

  watch(id, () => void load(), { immediate: true })
  onScopeDispose(
    useLiveStore().subscribe((event) => {
      // What is being saved may stand under another name already.
      if (event.type === 'changed' && [follows, 'everything'].includes(event.what) && !saving.value)
        void load()
    })
  )

  const problem = computed(() => unsaved.value ?? unread.value)
  return { record, missing, saving, problem, load, take, save, discard }
}
