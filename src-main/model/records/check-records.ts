import { PROFILE_KEYS } from '../profile/profile-keys'
import { createRecordCheck, type RecordCheck } from './record-check'
import type { RecordIn, RecordName } from './record-schemas'

/** The records of one list, each checked by its schema and against those before it; undefined: one of them can't be used. */
export function checkRecords<Name extends RecordName>(
  name: Name,
  given: readonly unknown[],
  how: keyof RecordCheck<Name>
): RecordIn<Name>[] | undefined {
  const { [how]: check } = createRecordCheck(name, given.length)
  const key = PROFILE_KEYS[name]
  const keys = new Set<unknown>()
  const records: RecordIn<Name>[] = []
  for (const value of given) {
    const record = check(value)
    if (!record) return undefined
    keys.add((record as Readonly<Record<string, unknown>>)[key])
    records.push(record)
  }
  return keys.size === records.length ? records : undefined
}
