import { firstAfter, type Entry } from '../../inspector'
import type { Store } from '../../ports'

/** The names of people by subject, kept until somebody changes a user. */
export function createPersonNames(store: Pick<Store, 'users' | 'subscribe'>) {
  const names = new Map<string, string>()
  let readUpTo = 0
  store.subscribe(({ what }) => {
    if (what !== 'users') return
    names.clear()
    readUpTo = 0
  })

  return {
    nameOf: (sub: string): string | undefined => names.get(sub),

    /** Finds the names that these exchanges need; each is looked up once. */
    async learn(entries: readonly Entry[]): Promise<void> {
      const subjects = new Set<string>()
      for (let at = firstAfter(entries, readUpTo); at < entries.length; at += 1) {
        const sub = entries[at]!.raw?.sub
        if (sub !== undefined) subjects.add(sub)
      }
      for (const sub of subjects) {
        const [user] = names.has(sub) ? [] : await store.users.find('sub', sub)
        if (user) names.set(sub, user.username)
      }
      readUpTo = entries.at(-1)?.exchange.id ?? readUpTo
    }
  }
}
