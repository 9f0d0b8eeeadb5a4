import { ref } from 'vue'
import type { Issue } from '../../src-main/contract'
import { problemOf, type ApiProblem } from '../api'
import { useToastsStore } from './toasts/toasts'
import { useAttempt } from './use-attempt'

/** What is said of a form, by whoever draws. */
export interface FormWords {
  problem(problem: ApiProblem): string
  saved(): string
  mend(): string
}

/** Saves a form: what was refused is said at its fields, and what else failed above them. */
export function useFormSaving(
  form: { validate(): boolean; setIssues(issues: readonly Issue[]): void },
  words: FormWords
) {
  const toasts = useToastsStore()
  const problem = ref<string>()
  const { busy: saving, attempt } = useAttempt((error) => {
    const failure = problemOf(error)
    form.setIssues(failure.issues.map((issue) => ({ ...issue, path: pathInForm(issue.path) })))
    problem.value = failure.issues.length ? words.mend() : words.problem(failure)
  })

  /**
   * `work`: what saves the values and shows what stands then; undefined: there is nothing that could be saved. `then`: what follows once that
   * was said.
   */
  async function save(work: (() => Promise<void>) | undefined, then?: () => Promise<void>): Promise<void> {
    if (!form.validate() || !work) return void (problem.value = words.mend())
    problem.value = undefined
    await attempt(async () => {
      await work()
      toasts.show({ tone: 'ok', title: words.saved() })
      await then?.()
    })
  }

  return { saving, problem, save }
}

/** The input of an update is `{ params, body }`; the form knows its fields without that. */
function pathInForm(path: readonly (string | number)[]): (string | number)[] {
  return path[0] === 'body' ? path.slice(1) : [...path]
}
