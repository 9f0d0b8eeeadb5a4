import type { KeptPiece, ProfileListName } from '../../../model'
import { keyOf } from './kept-records'

/** What stood under each key; of one that was removed twice, the last. */
export function recordsBefore(
  pieces: readonly KeptPiece[],
  name: ProfileListName
): ReadonlyMap<string, object | undefined> {
  const found = new Map<string, object | undefined>()
  for (const { back } of [...pieces].sort((one, other) => one.exp - other.exp)) {
    for (const record of back?.[name] ?? []) found.set(keyOf(name, record), record)
    for (const key of back?.removed?.[name] ?? []) found.set(key, undefined)
  }
  return found
}
