import type { Inspector } from '../../inspector'
import type { Store } from '../../ports'

export interface LastUses {
  /** When a client was last given something, in seconds since 1970; undefined: nothing of it is left. */
  of(client_id: string): Promise<number | undefined>
}

/**
 * Looks through the tokens of a client once, and from then on listens to what passes: a list of clients costs nothing where
 * tokens are issued, and next to nothing where it is shown.
 */
export function createLastUses({
  store,
  inspector
}: {
  store: Pick<Store, 'tokens'>
  inspector: Pick<Inspector, 'subscribe'>
}): LastUses {
  const moments = new Map<string, number | undefined>()

  inspector.subscribe(({ client_id, status, error, at }) => {
    if (client_id === undefined || error !== undefined || status >= 400) return
    // One that nobody asked for yet is looked up when somebody does.
    if (moments.has(client_id)) moments.set(client_id, Math.floor(at / 1000))
  })

  async function newestToken(client_id: string): Promise<number | undefined> {
    const { items } = await store.tokens.list({
      where: { index: 'client_id', value: client_id },
      sort: { by: 'iat', descending: true },
      limit: 1
    })
    return items[0]?.iat
  }

  return {
    async of(client_id) {
      if (!moments.has(client_id)) moments.set(client_id, await newestToken(client_id))
      return moments.get(client_id)
    }
  }
}
