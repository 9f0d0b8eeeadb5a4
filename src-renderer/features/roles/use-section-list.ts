import { computed, onScopeDispose, ref, watch } from 'vue'
import { problemOf } from '../../stores/problem-of'
import { useLiveStore } from '../../stores/live'
import { useProblemText } from '../../ui'

interface List {
  readonly query: { search: string; offset: number; limit: number }
  readonly status: 'waiting' | 'ready' | 'failed'
  readonly failure: unknown
  load(): Promise<void>
  ask(changes: { search: string }): Promise<void>
}

/** Loads a list when it comes up, searches it, and follows what changes on the server. */
export function useSectionList(list: List, follows: readonly string[]) {
  const words = useProblemText()
  const search = ref(list.query.search)
  watch(search, (typed) => void list.ask({ search: typed }))
  void list.load()
  onScopeDispose(
    useLiveStore().subscribe((event) => {
      if (event.type === 'changed' && [...follows, 'everything'].includes(event.what)) void list.load()
    })
  )
  return {
    search,
    problem: computed(() => (list.status === 'failed' ? words(problemOf(list.failure)) : '')),
    move(offset: number): void {
      list.query.offset = offset
      void list.load()
    }
  }
}
