import type { CollectionName, Spared } from '../../ports'
import type { AnyRecord } from './record'

/** What a removal by an index takes: each record once, under however many of the values it stands. */
export function removable(
  find: (value: string) => readonly AnyRecord[],
  value: string | readonly string[],
  spared?: Spared<CollectionName>
): readonly AnyRecord[] {
  const found = typeof value === 'string' ? find(value) : [...new Set(value.flatMap(find))]
  return spared ? found.filter((record) => record[spared.member as keyof AnyRecord] !== spared.value) : found
}

/** The records under keys, each once. */
export function presentUnder(
  get: (key: string) => AnyRecord | undefined,
  keys: readonly string[]
): readonly AnyRecord[] {
  return [...new Set(keys)].flatMap((key) => get(key) ?? [])
}
