import { CLIENT_PARTS, USER_PARTS, type Checking, type RecordParts, type z } from '../../../model'
import type { ConfigurationName } from '../../engine/configuration/configuration-schemas'
import { isAlike } from './is-alike'

/**
 * Knows of a list what its schema accepted and left as it was: another record with the same members needs a look at those alone in which
 * it differs. Of 100,000 clients nearly all differ in a name and a secret.
 */
export interface Resemblance {
  /** Whether the schema would accept this and leave it as it is; false: ask the schema. */
  accepts(value: unknown): boolean
  /** Takes a record that the schema left as it was for an example. */
  learn(record: object): void
}

/** What lists are long, and what their schemas are made of. */
const PARTS: Readonly<Partial<Record<ConfigurationName, RecordParts>>> = {
  clients: CLIENT_PARTS,
  users: USER_PARTS
}

interface Example {
  readonly names: readonly string[]
  readonly values: readonly unknown[]
  readonly fields: readonly (z.core.$ZodType | undefined)[]
}

export function createResemblance(name: ConfigurationName, way: Checking): Resemblance {
  const parts = PARTS[name]
  if (!parts) return { accepts: () => false, learn: () => undefined }
  const examples = new Map<string, Example>()
  const { shape } = parts.object
  let latest: Example | undefined

  function exampleFor(names: readonly string[]): Example | undefined {
    if (latest && isAlike(latest.names, names)) return latest
    return (latest = examples.get(JSON.stringify(names)))
  }

  return {
    accepts(value) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
      const names = Object.keys(value)
      const example = exampleFor(names)
      if (!example) return false
      const record = value as Readonly<Record<string, unknown>>
      for (let at = 0; at < names.length; at += 1)
        if (!fits(example, at, record[names[at]!], way)) return false
      return parts.problems(record).length === 0
    },
    learn(record) {
      const names = Object.keys(record)
      const fields = names.map((member) => shape[member])
      examples.set(JSON.stringify(names), { names, values: Object.values(record), fields })
    }
  }
}

/** Whether a member is as the example has it, or is accepted by its own schema and left as it is. */
function fits({ values, fields }: Example, at: number, value: unknown, way: Checking): boolean {
  if (isAlike(value, values[at])) return true
  const field = fields[at] as z.ZodType | undefined
  const result = field?.safeParse(value, way)
  return result?.success === true && isAlike(value, result.data)
}
