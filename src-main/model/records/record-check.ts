import type { z } from '../zod'
import { checking } from './checking'
import { isAlike } from './is-alike'
import { RECORD_PARTS, RECORD_SCHEMAS, type RecordIn, type RecordName } from './record-schemas'
import { createResemblance } from './resemblance'

/** Checks the records of one list by their schema, many of them much faster than the schema does alone. */
export interface RecordCheck<Name extends RecordName> {
  /** What the schema makes of a value, always an object of its own; undefined: the schema doesn't accept it. */
  make(value: unknown): RecordIn<Name> | undefined
  /** The same, but the value itself where the schema changes nothing in it, so that no second copy of 100,000 is ever in memory. */
  keep(value: unknown): RecordIn<Name> | undefined
}

/** A check of so many records of a list. */
export function createRecordCheck<Name extends RecordName>(name: Name, records: number): RecordCheck<Name> {
  const schema: z.ZodType = RECORD_SCHEMAS[name]
  const way = checking(records)
  const resemblance = createResemblance(RECORD_PARTS[name], way)
  const make = (value: unknown): object | undefined => {
    const alike = resemblance.make(value)
    if (alike) return alike
    const { data } = schema.safeParse(value, way) as { data?: object }
    if (data) resemblance.learn(value as object, data)
    return data
  }
  const keep = (value: unknown): object | undefined => {
    if (resemblance.accepts(value)) return value as object
    const { data } = schema.safeParse(value, way) as { data?: object }
    if (!data || !isAlike(value, data)) return data
    resemblance.learn(value as object, data)
    return value as object
  }
  return { make, keep } as RecordCheck<Name>
}
