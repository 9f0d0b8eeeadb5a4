import { checking, type z } from '../../../model'
import {
  CONFIGURATION_SCHEMAS,
  type ConfigurationName
} from '../../engine/configuration/configuration-schemas'
import { definitionOf, type AnyRecord } from '../../engine/record'
import { isAlike } from './is-alike'
import { createResemblance } from './resemblance'

/**
 * The records of one list, each checked by its schema and against those before it; undefined: one of them can't be used.
 * A record in which the schema changes nothing stays as it was read, so that no second copy of 100,000 is ever in memory.
 */
export function checkRecords(
  name: ConfigurationName,
  given: readonly unknown[]
): readonly AnyRecord[] | undefined {
  const schema: z.ZodType<AnyRecord> = CONFIGURATION_SCHEMAS[name]
  const keyOf = definitionOf(name).key
  const way = checking(given.length)
  const resemblance = createResemblance(name, way)
  const keys = new Set<string>()
  const records: AnyRecord[] = []
  for (const value of given) {
    let record = resemblance.accepts(value) ? (value as AnyRecord) : undefined
    if (!record) {
      const { data } = schema.safeParse(value, way)
      if (!data) return undefined
      record = isAlike(value, data) ? (value as AnyRecord) : data
      if (record === value) resemblance.learn(record)
    }
    keys.add(keyOf(record))
    records.push(record)
  }
  return keys.size === records.length ? records : undefined
}
