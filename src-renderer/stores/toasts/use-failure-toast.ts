import { problemOf, type ApiProblem } from '../../api'
import { useToastsStore } from './toasts'

/**
 * Says in a toast why a call failed: `await save().catch(sayFailure)`. The words come from whoever draws;
 * pass `useProblemText()` of the kit.
 */
export function useFailureToast(wordsFor: (problem: ApiProblem) => string): (error: unknown) => void {
  const toasts = useToastsStore()
  return (error) => {
    const problem = problemOf(error)
    const place = problem.issues[0]?.path.join('.')
    toasts.show({ tone: 'err', title: wordsFor(problem), text: place || undefined })
  }
}
