import type { z } from '../zod'
import type { Checking } from './checking'
import { isAlike } from './is-alike'
import type { RecordParts } from './record-parts'

/**
 * Knows what the schema of a list made of records: another one with the same members needs a look at those alone in which it differs.
 * Of 100,000 clients nearly all differ in a name and a secret.
 */
export interface Resemblance {
  /** Whether the schema would accept this and leave it as it is; false: ask the schema. */
  accepts(value: unknown): boolean
  /** What the schema would make of this, an object of its own; undefined: ask the schema. */
  make(value: unknown): object | undefined
  /** Takes for an example what the schema made of a value. */
  learn(value: object, made: object): void
}

type Members = Readonly<Record<string, unknown>>

interface Example {
  readonly names: readonly string[]
  readonly values: readonly unknown[]
  readonly fields: readonly z.ZodType[]
  readonly made: Members
  /** The schema left it as it was. */
  readonly isWhole: boolean
  /** What the schema put in besides and no two records may share. */
  readonly added: readonly (readonly [name: string, field: z.ZodType])[]
}

/** Examples by the names of their members, one after the other: put together to a key, those would cost more than all the rest. */
interface Branch {
  readonly next: Map<string, Branch>
  example?: Example
}

export function createResemblance(parts: RecordParts | undefined, way: Checking): Resemblance {
  if (!parts) return { accepts: () => false, make: () => undefined, learn: () => undefined }
  const shape = parts.object.shape as Readonly<Record<string, z.ZodType>>
  const examples: Branch = { next: new Map() }
  const prepare = parts.prepare ?? ((value: unknown) => value)

  function exampleFor(names: readonly string[]): Example | undefined {
    let branch: Branch | undefined = examples
    for (let at = 0; at < names.length && branch; at += 1) branch = branch.next.get(names[at]!)
    return branch?.example
  }

  function branchFor(names: readonly string[]): Branch {
    let branch = examples
    for (const name of names) {
      const next: Branch = branch.next.get(name) ?? { next: new Map() }
      branch.next.set(name, next)
      branch = next
    }
    return branch
  }

  return {
    accepts(value) {
      if (!isObject(value)) return false
      const names = Object.keys(value)
      const example = exampleFor(names)
      if (!example?.isWhole) return false
      for (let at = 0; at < names.length; at += 1)
        if (!isKept(example, at, value[names[at]!], way)) return false
      return parts.problems(value).length === 0
    },
    make(value) {
      const given = prepare(value)
      if (!isObject(given)) return undefined
      const example = exampleFor(Object.keys(given))
      const made = example && madeLike(example, given, way)
      return made && parts.problems(made).length === 0 ? made : undefined
    },
    learn(value, made) {
      const given = prepare(value) as Members
      const names = Object.keys(given)
      const added = Object.entries(made).filter(([name, one]) => isContainer(one) && !names.includes(name))
      branchFor(names).example = {
        names,
        values: Object.values(given),
        fields: names.map((name) => shape[name]!),
        made: made as Members,
        isWhole: isAlike(value, made),
        added: added.map(([name]) => [name, shape[name]!])
      }
    }
  }
}

/** Whether a member is as the example has it, or is accepted by its own schema and left as it is. */
function isKept({ values, fields }: Example, at: number, value: unknown, way: Checking): boolean {
  if (isAlike(value, values[at])) return true
  const result = fields[at]!.safeParse(value, way)
  return result.success && isAlike(value, result.data)
}

/** The example with the members of another record in the place of its own, so that V8 knows its shape. */
function madeLike(example: Example, given: Members, way: Checking): object | undefined {
  const { names, values, fields, added } = example
  const made: Record<string, unknown> = { ...example.made }
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at]!
    const value = given[name]
    // It came with the example, as all may that is neither a list nor an object.
    if (Object.is(value, values[at]) && !isContainer(made[name])) continue
    const result = fields[at]!.safeParse(value, way)
    if (!result.success) return undefined
    made[name] = result.data
  }
  for (const [name, field] of added) made[name] = field.parse(undefined, way)
  return made
}

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function isObject(value: unknown): value is Members {
  return isContainer(value) && !Array.isArray(value)
}
