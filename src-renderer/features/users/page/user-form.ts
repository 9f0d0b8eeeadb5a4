import { newUserSchema, z, type ShownUser, type UserChanges } from '../../../../src-main/contract'

/** The one-line claims of a person, in the order in which a form has them. */
export const TEXT_CLAIMS = [
  'username',
  'email',
  'name',
  'preferred_username',
  'given_name',
  'middle_name',
  'family_name',
  'nickname',
  'gender',
  'birthdate',
  'phone_number',
  'locale',
  'zoneinfo',
  'website',
  'profile',
  'picture'
] as const
export type TextClaim = (typeof TEXT_CLAIMS)[number]

/** The parts of a postal address (OpenID Connect Core §5.1.1). */
export const ADDRESS_PARTS = [
  'street_address',
  'postal_code',
  'locality',
  'region',
  'country',
  'formatted'
] as const
export type AddressPart = (typeof ADDRESS_PARTS)[number]

/** A person as a form holds them: every text is a string, and an empty one means "none". */
export interface UserForm extends Record<TextClaim, string> {
  email_verified: boolean
  phone_number_verified: boolean
  address: Record<AddressPart, string>
  /** Further claims, as JSON text. */
  claims: string
  roles: string[]
}

export function userFormOf(user: ShownUser): UserForm {
  const { address = {} } = user
  return {
    ...(Object.fromEntries(TEXT_CLAIMS.map((name) => [name, user[name] ?? ''])) as Record<TextClaim, string>),
    email_verified: user.email_verified ?? false,
    phone_number_verified: user.phone_number_verified ?? false,
    address: Object.fromEntries(
      ADDRESS_PARTS.map((part) => [part, address[part] ?? ''])
    ) as UserForm['address'],
    claims: Object.keys(user.claims).length ? JSON.stringify(user.claims, null, 2) : '',
    roles: [...user.roles]
  }
}

/** Checks a form by the contract's schema of a person, so that its messages are the server's own. */
export const userFormSchema = z
  .custom<UserForm>()
  .transform((form, context) => {
    const fields = fieldsOf(form)
    if (fields.claims instanceof Error) {
      context.addIssue({ code: 'custom', path: ['claims'], message: fields.claims.message })
      return z.NEVER
    }
    return Object.fromEntries(
      Object.entries(fields).filter(([name, value]) => value !== null || name === 'username')
    )
  })
  .pipe(newUserSchema.required({ username: true }))

/** The change that makes the person of `before` the person of `after`; `null` takes a field away. */
export function userChanges(before: UserForm, after: UserForm): UserChanges {
  const [old, now] = [fieldsOf(before), fieldsOf(after)]
  return Object.fromEntries(
    Object.entries(now).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name as keyof typeof old])
    )
  ) as UserChanges
}

/** The form as fields of a person: what was left empty is null. */
function fieldsOf(form: UserForm) {
  const spoken = TEXT_CLAIMS.map((name) => [name, form[name].trim() || null])
  const parts = ADDRESS_PARTS.map((part) => [part, form.address[part].trim()]).filter(([, value]) => value)
  return {
    ...(Object.fromEntries(spoken) as Record<TextClaim, string | null>),
    username: form.username.trim(),
    email_verified: form.email_verified,
    phone_number_verified: form.phone_number_verified,
    address: parts.length ? (Object.fromEntries(parts) as Record<string, string>) : null,
    claims: claimsOf(form.claims),
    roles: form.roles
  }
}

function claimsOf(text: string): object | Error {
  if (!text.trim()) return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
    return new Error('must be a JSON object, such as {"department": "QA"}')
  } catch (error) {
    return new Error(`must be JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}
