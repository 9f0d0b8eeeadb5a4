import {
  computed,
  hasInjectionContext,
  reactive,
  ref,
  shallowRef,
  toRaw,
  watch,
  type ComputedRef,
  type UnwrapNestedRefs
} from 'vue'
import { readIssues, type Issue, type z } from '../../../src-main/contract'
import { applyChanges, changesBetween, type FormChange } from './form-changes'
import { keepChanges, recallChanges } from './kept-changes'
import { useIssueText } from './use-issue-text'

/** What `useForm` gives: see there. */
export interface Form<Values extends object, Output> {
  /** Bind fields to these: `v-model="form.values.client_name"`. */
  readonly values: UnwrapNestedRefs<Values>
  /** The first message of each faulty field, in the reader's language, by path: `redirect_uris.0`. One about the whole stands under ''. */
  readonly errors: Readonly<Record<string, string>>
  readonly dirty: boolean
  /** Checks all; true when all is well. From then on errors follow what is typed. */
  validate(): boolean
  /** The values as the schema leaves them (trimmed, with defaults); undefined while they are not accepted. */
  parsed(): Output | undefined
  /** Shows what the server found wrong; a message goes away when its field is changed. */
  setIssues(issues: readonly Issue[]): void
  /** Takes these values, or the initial ones, as the saved state. */
  reset(values?: Values): void
}

/**
 * A form over a zod schema: reactive values, errors by field, and whether anything differs from the saved state.
 *
 *     const form = useForm({ schema, initial })
 *     if (form.validate()) await save(form.parsed())
 *
 * With `keptAs`, the name of what is edited, unsaved changes outlive a page that dies: they come back with the first saved state.
 */
export function useForm<Values extends object, Output>(options: {
  schema: z.ZodType<Output>
  initial: Values
  keptAs?: () => string
}): Form<Values, Output> {
  const saved = ref(snapshot(options.initial))
  const values = reactive(copyOf(options.initial)) as UnwrapNestedRefs<Values>
  const issues = shallowRef<readonly Issue[]>([])
  const textOf = hasInjectionContext() ? useIssueText() : ({ message }: Issue) => message
  const errors = computed(() => firstOfEach(issues.value, textOf))
  const dirty = computed(() => snapshot(values) !== saved.value)
  const bringBack =
    options.keptAs &&
    bringingBack(options.keptAs, () => changesBetween(JSON.parse(saved.value), JSON.parse(snapshot(values))))
  let checked = false
  let previous = flatten(values)

  watch(
    () => flatten(values),
    (now) => {
      if (checked) check()
      else issues.value = issues.value.filter(({ path }) => !touched(path.join('.'), previous, now))
      previous = now
    }
  )

  function check(): boolean {
    const input = toRaw(values)
    const { success, error } = options.schema.safeParse(input)
    issues.value = success ? [] : readIssues(options.schema, error, input)
    return success
  }

  const form = {
    values,
    validate() {
      checked = true
      return check()
    },
    parsed: () => options.schema.safeParse(toRaw(values)).data,
    setIssues(found: readonly Issue[]) {
      // The schema accepted the values, so checking again would wipe what only the server knows.
      checked = false
      issues.value = found
    },
    reset(given?: Values) {
      replace(values, copyOf(given ?? (JSON.parse(saved.value) as Values)))
      saved.value = snapshot(values)
      checked = false
      issues.value = []
      if (given) bringBack?.(values)
      previous = flatten(values)
    }
  }
  return withComputed(form, { dirty, errors })
}

/** Keeps the changes of a form at its place; what a page that died left there is brought back once. */
function bringingBack(place: () => string, changes: () => readonly FormChange[]): (values: object) => void {
  const brought = new Set<string>()
  keepChanges(place, changes)
  return (values) => {
    if (!brought.has(place())) applyChanges(values, recallChanges(place()))
    brought.add(place())
  }
}

/** What is computed reads like a value. */
function withComputed<Rest extends object>(
  rest: Rest,
  { dirty, errors }: { dirty: ComputedRef<boolean>; errors: ComputedRef<Readonly<Record<string, string>>> }
): Rest & Pick<Form<object, unknown>, 'dirty' | 'errors'> {
  return Object.defineProperties(rest, {
    dirty: { get: () => dirty.value, enumerable: true },
    errors: { get: () => errors.value, enumerable: true }
  }) as Rest & Pick<Form<object, unknown>, 'dirty' | 'errors'>
}

function firstOfEach(issues: readonly Issue[], textOf: (issue: Issue) => string): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const issue of issues) texts[issue.path.join('.')] ??= textOf(issue)
  return texts
}

const snapshot = (value: object): string => JSON.stringify(value)
const copyOf = <Value extends object>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value

function replace(target: object, source: object): void {
  for (const key of Object.keys(target)) if (!(key in source)) Reflect.deleteProperty(target, key)
  Object.assign(target, source)
}

/** Every leaf by its path, so that a change can be told from the fields around it. */
function flatten(value: unknown, path = ''): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return { [path]: value }
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, member]) => flatten(member, path === '' ? key : `${path}.${key}`))
  ) as Record<string, unknown>
}

function touched(path: string, before: Record<string, unknown>, now: Record<string, unknown>): boolean {
  const within = (leaf: string) => path === '' || leaf === path || leaf.startsWith(`${path}.`)
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].some(
    (leaf) => within(leaf) && before[leaf] !== now[leaf]
  )
}
