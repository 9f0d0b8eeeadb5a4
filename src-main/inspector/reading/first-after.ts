import type { Entry } from '../entry'

/** The place of the first exchange after the one of an id, in a list that is oldest first. Ids rise, so it is found by halves. */
export function firstAfter(entries: readonly Entry[], id: number): number {
  let [low, high] = [0, entries.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (entries[middle]!.exchange.id <= id) low = middle + 1
    else high = middle
  }
  return low
}
