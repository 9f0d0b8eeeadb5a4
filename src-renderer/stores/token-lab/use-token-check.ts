import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { TokenVerdict } from '../../../src-main/contract'
import { problemOf, type ApiProblem } from '../../api'
import type { TokenQuestion } from './question-form'
import { useTokenLabStore } from './token-lab'

/** Milliseconds of quiet before the server is asked again. */
const PAUSE_MILLISECONDS = 200

/** The verdict on what `asked` says, made again whenever that changes; undefined asks for nothing. */
export function useTokenCheck(asked: () => TokenQuestion | undefined): {
  verdict: ShallowRef<TokenVerdict | undefined>
  problem: ShallowRef<ApiProblem | undefined>
} {
  const store = useTokenLabStore()
  const verdict = shallowRef<TokenVerdict>()
  const problem = shallowRef<ApiProblem>()
  let latest = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function check(): Promise<void> {
    const mine = ++latest
    const question = asked()
    const [found, failure] = question
      ? await store.verify(question).then(
          (one) => [one, undefined] as const,
          (error: unknown) => [undefined, problemOf(error)] as const
        )
      : []
    // Answers may overtake each other; the last question's counts.
    if (mine !== latest) return
    verdict.value = found
    problem.value = failure
  }

  watch(
    () => JSON.stringify(asked()),
    (_now, before) => {
      clearTimeout(timer)
      if (before === undefined) void check()
      else timer = setTimeout(() => void check(), PAUSE_MILLISECONDS)
    },
    { immediate: true }
  )
  onScopeDispose(() => clearTimeout(timer))
  return { verdict, problem }
}
