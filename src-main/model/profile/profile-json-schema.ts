import { z } from '../zod'
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
  return {
    $schema,
    $id: 'profile.schema.json',
    title: 'Profile of Friendly OAuth2 Server',
    description:
      'The whole configuration as one file: settings, roles, scopes, claims, users, clients and keys',
    ...schema
  }
}
