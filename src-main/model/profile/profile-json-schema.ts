import { z } from '../zod'
import { FIELD_DESCRIPTIONS } from './field-descriptions'
import { profileSchemaForEditors } from './profile'

const CONTROL_CHARACTERS = '\\u0000-\\u001f\\u007f-\\u009f'

/** The profile's JSON Schema, for editors to complete and check by; made from the same definitions that validate a profile. */
export function profileJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(profileSchemaForEditors, {
    // The draft that editors know best.
    target: 'draft-7',
    // A profile is what goes in: whatever has a default may be left out.
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
    override: ({ jsonSchema }) => {
      // Many editors compile patterns without the flag that \p{…} needs, and would take it for letters.
      if (jsonSchema.pattern)
        jsonSchema.pattern = jsonSchema.pattern.replaceAll('\\p{Cc}', CONTROL_CHARACTERS)
    }
  })
  describeFields(schema as unknown as Described)
  return {
    $schema,
    $id: 'profile.schema.json',
    title: 'Profile of Friendly OAuth2 Server',
    description:
      'The whole configuration as one file: settings, roles, scopes, claims, users, clients and keys',
    ...schema
  }
}

interface Described {
  description?: string
  readonly properties?: Readonly<Record<string, Described>>
  readonly items?: Described
  readonly anyOf?: readonly Described[]
}

/** Fields that their definition says nothing of are described by where they stand, entries of a list as their list. */
function describeFields(schema: Described, place = ''): void {
  for (const part of [schema.items, ...(schema.anyOf ?? [])]) if (part) describeFields(part, place)
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const path = place === '' ? name : `${place}.${name}`
    const description = field.description ?? FIELD_DESCRIPTIONS[path]
    if (description !== undefined) field.description = description
    describeFields(field, path)
  }
}
