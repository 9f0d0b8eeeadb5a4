import type { z } from '../zod'

/** What a record's schema is made of, for whoever knows of most of its members already that they are accepted. */
export interface RecordParts {
  /** Its members, each by itself. */
  readonly object: z.ZodObject
  /** What the schema looks at in the place of a value; left out: the value as it is. */
  prepare?(value: unknown): unknown
  /** What contradicts something else in a record whose members are accepted: all that the schema says besides. */
  problems(record: object): readonly unknown[]
}
