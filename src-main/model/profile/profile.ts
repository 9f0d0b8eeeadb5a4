import { z } from '../zod'
import { claimRuleSchema } from '../claims/claim-rule'
import { clientSchema } from '../clients/client'
import { roleSchema } from '../people/role'
import { scopeSchema } from '../tokens/scope'
import { settingsPatchSchema, settingsSchema } from '../settings/settings'
import { signingKeySchema } from '../tokens/signing-key'
import { userSchema } from '../people/user'
import { say } from '../messages/say'

/** The version of the profile's format that this server writes. */
export const PROFILE_VERSION = 1

/** The whole configuration as one file. What it leaves out stays as it is, or takes its default on an empty data folder. */
export const profileSchema = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(PROFILE_VERSION, say('version', { version: PROFILE_VERSION })),
  settings: settingsPatchSchema.optional(),
  roles: unique(roleSchema, 'name'),
  scopes: unique(scopeSchema, 'name'),
  /** Rules that put claims into tokens and answers. */
  claims: unique(claimRuleSchema, 'id'),
  users: unique(userSchema, 'username'),
  clients: unique(clientSchema, 'client_id'),
  keys: unique(signingKeySchema, 'kid')
})
export type Profile = z.infer<typeof profileSchema>
export type ProfileInput = z.input<typeof profileSchema>

const anyRecords = z.array(z.unknown()).optional()

/** A profile without a look at its records. */
export const profileFrameSchema = z.strictObject({
  ...profileSchema.shape,
  roles: anyRecords,
  scopes: anyRecords,
  claims: anyRecords,
  users: anyRecords,
  clients: anyRecords,
  keys: anyRecords
})

/** The profile for an editor: the settings with their defaults and descriptions (a patch carries neither). */
export const profileSchemaForEditors = z.strictObject({
  ...profileSchema.shape,
  settings: settingsSchema.optional()
})

/** A list in which no two entries have the same key. */
function unique<Schema extends z.ZodType>(schema: Schema, key: keyof z.output<Schema> & string) {
  return z
    .array(schema)
    .superRefine((entries, context) => {
      const seen = new Set<unknown>()
      entries.forEach((entry, index) => {
        const value = entry[key]
        if (seen.has(value))
          context.addIssue({
            code: 'custom',
            path: [index, key],
            message: say('twice', { value: String(value) })
          })
        seen.add(value)
      })
    })
    .optional()
}
