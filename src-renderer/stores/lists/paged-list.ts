import { computed, reactive, ref, shallowRef } from 'vue'

/** What every list is asked with; a list adds its own filters. */
export interface ListQuery {
  search: string
  sort: string
  descending: boolean
  offset: number
  limit: number
}

interface Page<Item> {
  items: Item[]
  total: number
}

/** What people look for the latest of. */
const MOMENTS: readonly string[] = ['last_sign_in']

/** A list that is looked at a page at a time, for a store to hand out. `read` asks the server for what `query` says. */
export function createPagedList<Item, Query extends ListQuery>(
  first: Query,
  read: (query: Query & { search: string | undefined }) => Promise<Page<Item>>
) {
  const query = reactive({ ...first }) as Query
  const items = shallowRef<Item[]>([])
  const total = ref(0)
  const status = ref<'waiting' | 'ready' | 'failed'>('waiting')
  const failure = ref<unknown>()
  let latest = 0

  /** Loads the page that `query` asks for; of answers that overtake each other the last question's counts. */
  async function load(): Promise<void> {
    const asked = ++latest
    try {
      const page = await read({ ...query, search: query.search.trim() || undefined })
      if (asked !== latest) return
      if (!page.items.length && page.total > 0) {
        // What stood on the last page is gone: the page before it is the last one now.
        query.offset = Math.max(0, Math.ceil(page.total / query.limit) - 1) * query.limit
        return await load()
      }
      items.value = page.items
      total.value = page.total
      status.value = 'ready'
    } catch (error) {
      if (asked !== latest) return
      failure.value = error
      status.value = 'failed'
    }
  }

  /** Asks anew from the first page, with what changed. */
  function ask(changes: Partial<Query>): Promise<void> {
    Object.assign(query, { offset: 0 }, changes)
    return load()
  }

  /** Sorts by it, moments with the latest first, and the other way round where it was sorted by it already. */
  const sortBy = (sort: string): Promise<void> =>
    ask({
      sort,
      descending: query.sort === sort ? !query.descending : MOMENTS.includes(sort)
    } as Partial<Query>)

  return {
    query,
    items,
    total,
    status,
    failure,
    isFiltered: computed(() => query.search.trim() !== ''),
    load,
    ask,
    sortBy
  }
}
