import type { FilterTerm } from '../../contract'
import type { Entry } from '../entry'
import { firstAfter } from './first-after'

/** What a search found, oldest first, and up to which exchange it has looked. */
interface Search {
  readonly question: string
  found: Entry[]
  /** The oldest exchange that was there; what is older came back since. */
  oldest: number
  lookedUpTo: number
}

/** What may change while an exchange stays: who somebody is, which flow it belongs to, what people mark it with. */
const CHANGING = ['user', 'flow']
const MARKS = ['bookmarked', 'noted']

/**
 * Remembers the latest search, so that its next page, and every question of who follows it, look at nothing but what came since.
 */
export function createRememberedSearch() {
  let search: Search | undefined

  function searchFor(question: string, oldest: number): Search {
    if (search?.question !== question || oldest < search.oldest)
      search = { question, found: [], oldest, lookedUpTo: 0 }
    search.oldest = oldest
    return search
  }

  return {
    /**
     * Everything that matches, newest first; `look` gives what matches of those after an exchange, oldest first. Undefined: such a
     * question has to be asked anew each time.
     */
    async find(
      { terms, findsSecrets }: { terms: readonly FilterTerm[]; findsSecrets: boolean },
      entries: readonly Entry[],
      look: (after: number) => Promise<Entry[]>
    ): Promise<Entry[] | undefined> {
      if (!terms.every(isLasting)) return undefined
      const oldest = entries[0]?.exchange.id ?? Infinity
      const one = searchFor(JSON.stringify([terms, findsSecrets]), oldest)
      const newest = entries.at(-1)?.exchange.id ?? 0
      const more = await look(one.lookedUpTo)
      // Somebody else may have looked meanwhile.
      const from = one.lookedUpTo
      const [kept, fresh] = [firstAfter(one.found, oldest - 1), firstAfter(more, from)]
      if (kept > 0 || fresh < more.length) one.found = [...one.found.slice(kept), ...more.slice(fresh)]
      one.lookedUpTo = Math.max(from, newest)
      return one.found.toReversed()
    }
  }
}

function isLasting({ key, value }: FilterTerm): boolean {
  return (
    key === undefined || !(CHANGING.includes(key) || (key === 'is' && MARKS.includes(value.toLowerCase())))
  )
}
