import { computed } from 'vue'
import { problemOf } from '../../stores/toasts/problem-of'
import { useFollowedList, type FollowedList } from '../../stores/lists/use-followed-list'
import { useProblemText } from '../../ui'

/** Loads a list when it comes up, searches it, and follows what changes on the server. */
export function useSectionList(
  list: FollowedList & { readonly failure: unknown },
  follows: readonly string[]
) {
  const words = useProblemText()
  const { search, move, resize } = useFollowedList(list, follows)
  void list.load()
  return {
    search,
    move,
    resize,
    problem: computed(() => (list.status === 'failed' ? words(problemOf(list.failure)) : ''))
  }
}
