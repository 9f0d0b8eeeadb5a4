/** Keys by an indexed value. */
export interface KeyIndex {
  add(value: string, key: string): void
  remove(value: string, key: string): void
  /** The keys under a value, in no promised order. */
  keys(value: string): Iterable<string>
  /** How many keys stand under a value. */
  size(value: string): number
  /** How many keys stand under each value. */
  sizes(): Iterable<readonly [value: string, size: number]>
}

const NONE: readonly string[] = []
const sizeOf = (keys: string | Set<string> | undefined): number =>
  keys instanceof Set ? keys.size : keys === undefined ? 0 : 1

/** An empty index. A value with one key, as a login name has, costs no set of its own. */
export function createKeyIndex(): KeyIndex {
  const entries = new Map<string, string | Set<string>>()

  return {
    add(value, key) {
      const present = entries.get(value)
      if (present === undefined) entries.set(value, key)
      else if (typeof present !== 'string') present.add(key)
      else if (present !== key) entries.set(value, new Set([present, key]))
    },
    remove(value, key) {
      const present = entries.get(value)
      if (present === key) entries.delete(value)
      if (!(present instanceof Set)) return
      present.delete(key)
      if (present.size === 0) entries.delete(value)
    },
    keys(value) {
      const present = entries.get(value)
      return typeof present === 'string' ? [present] : (present ?? NONE)
    },
    size: (value) => sizeOf(entries.get(value)),
    *sizes() {
      for (const [value, present] of entries) yield [value, sizeOf(present)] as const
    }
  }
}
