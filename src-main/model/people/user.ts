import { z } from '../zod'
import { foldName, label, numericDate, webUrl, imageDataUri } from '../text'
import { say } from '../messages/say'
import type { RecordParts } from '../records/record-parts'

/** A password as typed. Beyond 72 bytes bcrypt would ignore the rest, so a longer one is digested first. */
export const passwordSchema = z.string().min(8, say('password_short')).max(1000, say('password_long'))

const addressSchema = z.strictObject({
  formatted: z.string().optional(),
  street_address: z.string().optional(),
  locality: z.string().optional(),
  region: z.string().optional(),
  postal_code: z.string().optional(),
  country: z.string().optional()
})

/** The standard claims of a person (OpenID Connect Core §5.1), by their own names. */
const standardClaims = {
  email: z.email(say('not_email')).max(254).optional(),
  email_verified: z.boolean().optional(),
  name: label('name').optional(),
  given_name: label('given_name').optional(),
  family_name: label('family_name').optional(),
  middle_name: label('middle_name').optional(),
  nickname: label('nickname').optional(),
  preferred_username: label('preferred_username').optional(),
  profile: webUrl.optional(),
  picture: z.union([webUrl, imageDataUri]).optional(),
  website: webUrl.optional(),
  gender: label('gender', 50).optional(),
  birthdate: z
    .string()
    .regex(/^(\d{4}|\d{4}-\d{2}-\d{2})$/, say('not_birthdate'))
    .optional(),
  zoneinfo: label('zoneinfo', 100).optional(),
  locale: label('locale', 35).optional(),
  phone_number: label('phone_number', 50).optional(),
  phone_number_verified: z.boolean().optional(),
  address: addressSchema.optional(),
  updated_at: numericDate.optional()
}

/**
 * A person with an account. `password` is clear text that a profile brought and that waits to be hashed;
 * everybody else has `password_hash` (bcrypt) alone, or neither and can't sign in with a password.
 */
export const userSchema = z.strictObject({
  username: label('username', 254).min(1, say('empty', { what: 'username' })),
  /** The subject identifier, stable for life (OpenID Connect Core §2); made when left out. */
  sub: z.string().min(1).max(255).optional(),
  password: z.string().min(1).max(1000).optional(),
  password_hash: z
    .string()
    // Each step of the cost doubles the work, and whoever tries a password sets it going.
    .regex(/^\$2[aby]\$(0[4-9]|1[0-5])\$[./A-Za-z0-9]{53}$/, say('not_bcrypt'))
    .optional(),
  ...standardClaims,
  roles: z.array(z.string().min(1)).default(['user']),
  blocked: z.boolean().default(false),
  /** Any further claim, by name. */
  claims: z.record(z.string(), z.unknown()).default({})
})
export type User = z.infer<typeof userSchema>

export const USER_PARTS: RecordParts = { object: userSchema, problems: () => [] }

/** The names that a person can sign in with: user name and e-mail address, folded. */
export function loginNamesOf(user: Pick<User, 'username' | 'email'>): string[] {
  return [...new Set([user.username, user.email].filter((name) => name !== undefined).map(foldName))]
}

/** What a person is called, as they wrote it: what lists of what they did are searched by. */
export function namesOf({ username, email, name }: Pick<User, 'username' | 'email' | 'name'>): string[] {
  return [...new Set([username, email, name].filter((one) => one !== undefined))]
}

/** The account that a first start makes where no profile names another, as the original product has it. */
export const DEFAULT_ADMINISTRATOR = { username: 'admin@example.com', password: 'password1' } as const

/** Whether it is that account with that password in clear. The documentation tells both, so a hash would hide nothing. */
export function hasDocumentedPassword(user: Pick<User, 'username' | 'password'>): boolean {
  return user.username === DEFAULT_ADMINISTRATOR.username && user.password === DEFAULT_ADMINISTRATOR.password
}
