import { z } from '../model'

type Field = z.ZodType
/** What a change may say of a field: its value, `null` to take it away, or nothing. */
type FieldChange<Schema extends Field> = z.ZodOptional<
  z.ZodNullable<z.ZodType<z.output<Schema>, z.output<Schema>>>
>

/** The shape of a change that names the fields which it replaces; `null` takes one away, so that its default holds. */
export function fieldChanges<Shape extends Readonly<Record<string, Field>>>(shape: Shape) {
  return Object.fromEntries(
    Object.entries(shape).map(([name, field]) => [name, bare(field).nullable().optional()])
  ) as { [Name in keyof Shape]: FieldChange<Shape[Name]> }
}

/** A field without its default: what a change leaves out stays as it is. */
function bare(field: Field): Field {
  if (field instanceof z.ZodDefault || field instanceof z.ZodOptional)
    return bare(field.def.innerType as Field)
  return field
}
