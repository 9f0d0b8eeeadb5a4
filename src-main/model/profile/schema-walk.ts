import { z } from '../zod'

/** A step into a document: the name of a member, or the place in a list. */
export type PathStep = string | number

/** The schema of what lies at a path of a document, or undefined where the schema says nothing of it. */
export function schemaAt(schema: z.core.$ZodType, path: readonly PathStep[]): z.core.$ZodType | undefined {
  const [step, ...rest] = path
  if (step === undefined) return schema
  const within = branchesOf(schema)
    .map((branch) => memberOf(branch, step))
    .find((member) => member !== undefined)
  return within && schemaAt(within, rest)
}

/** The names of the members that a schema knows: none where it isn't one of an object. */
export function knownMembers(schema: z.core.$ZodType | undefined): string[] {
  if (!schema) return []
  return branchesOf(schema).flatMap((branch) =>
    branch instanceof z.core.$ZodObject ? Object.keys(branch._zod.def.shape) : []
  )
}

/** A schema without what is wrapped around it; a union is all of its branches. */
function branchesOf(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.core.$ZodUnion) return schema._zod.def.options.flatMap(branchesOf)
  if (schema instanceof z.core.$ZodPipe) {
    const { in: before, out: after } = schema._zod.def
    return branchesOf(before instanceof z.core.$ZodTransform ? after : before)
  }
  const wraps =
    schema instanceof z.core.$ZodOptional ||
    schema instanceof z.core.$ZodNullable ||
    schema instanceof z.core.$ZodDefault ||
    schema instanceof z.core.$ZodPrefault ||
    schema instanceof z.core.$ZodReadonly
  return wraps ? branchesOf(schema._zod.def.innerType) : [schema]
}

function memberOf(schema: z.core.$ZodType, step: PathStep): z.core.$ZodType | undefined {
  if (schema instanceof z.core.$ZodArray) return schema._zod.def.element
  if (schema instanceof z.core.$ZodRecord) return schema._zod.def.valueType
  if (!(schema instanceof z.core.$ZodObject)) return undefined
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema._zod.def.shape
  return Object.hasOwn(shape, step) ? shape[step] : undefined
}
