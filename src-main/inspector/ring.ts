/** The latest of many. */
export interface Ring<Item> {
  push(item: Item): void
  /** Newest first, `limit` at most. */
  latest(limit: number): Item[]
  /** Oldest first. */
  all(): readonly Item[]
  replace(items: readonly Item[]): void
}

/** Keeps as many as `kept` says at the moment. What is too much goes in one sweep, so that a push costs no more for many. */
export function createRing<Item>(kept: () => number): Ring<Item> {
  let items: Item[] = []

  function sweep(): void {
    const excess = items.length - kept()
    if (excess > 0) items = items.slice(excess)
  }

  return {
    push(item) {
      items.push(item)
      if (items.length > kept() * 1.25 + 16) sweep()
    },
    latest(limit) {
      sweep()
      return limit > 0 ? items.slice(-limit).reverse() : []
    },
    all() {
      sweep()
      return items
    },
    replace(others) {
      items = [...others]
      sweep()
    }
  }
}
