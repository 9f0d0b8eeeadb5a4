import type { User } from '../../model'
import type { Store } from '../../ports'
import type { SignIns } from '../front-door'

/** How many of the latest sign-ins are looked through for people. */
const LATEST_SIGN_INS = 200

/** The people on the cards of quick sign-in: who signed in last, then everybody else by name. */
export function createQuickChoices(dependencies: {
  store: Pick<Store, 'users' | 'signInRecords'>
  isQuick: () => Promise<boolean>
}): SignIns['quickChoices'] {
  const { store, isQuick } = dependencies

  async function recent(limit: number): Promise<Map<string, User>> {
    const found = new Map<string, User>()
    const { items } = await store.signInRecords.list({
      sort: { by: 'at', descending: true },
      limit: LATEST_SIGN_INS
    })
    for (const sub of new Set(items.map((record) => record.sub))) {
      const [user] = await store.users.find('sub', sub)
      if (user && !user.blocked) found.set(user.username, user)
      if (found.size === limit) break
    }
    return found
  }

  return async (limit) => {
    if (limit < 1 || !(await isQuick())) return []
    const found = await recent(limit)
    for (let offset = 0; found.size < limit; offset += limit) {
      const { items, total } = await store.users.list({ sort: { by: 'username' }, offset, limit })
      for (const user of items)
        if (found.size < limit && !user.blocked && !found.has(user.username)) found.set(user.username, user)
      if (offset + limit >= total) break
    }
    return [...found.values()]
  }
}
