import { computed, onScopeDispose, ref, watch } from 'vue'
import { useLiveStore } from '../live'

export interface FollowedList {
  readonly query: { search: string; offset: number; limit: number }
  readonly status: 'waiting' | 'ready' | 'failed'
  readonly total: number
  load(): Promise<void>
  ask(changes: { search: string }): Promise<void>
}

/** What a page does with its list: searches it, turns its pages, and follows what changes on the server unless work that is under way holds it. */
export function useFollowedList(
  list: FollowedList,
  follows: readonly string[],
  isHeld: () => boolean = () => false
) {
  const search = ref(list.query.search)
  watch(search, (typed) => void list.ask({ search: typed }))
  onScopeDispose(
    useLiveStore().subscribe((event) => {
      if (event.type === 'changed' && [...follows, 'everything'].includes(event.what) && !isHeld())
        void list.load()
    })
  )
  return {
    search,
    isEmpty: computed(() => list.status === 'ready' && list.total === 0),
    move(offset: number): void {
      list.query.offset = offset
      void list.load()
    },
    resize(limit: number): void {
      Object.assign(list.query, { limit, offset: 0 })
      void list.load()
    }
  }
}
