import { userSchema, z, type OwnAccount, type OwnChanges } from '../../../src-main/contract'

const FIELDS = ['name', 'given_name', 'family_name', 'preferred_username', 'picture'] as const

/** The form of one's profile; an empty field is one that isn't there. */
export type ProfileValues = Record<(typeof FIELDS)[number], string>

const { name, given_name, family_name, preferred_username, picture } = userSchema.shape
const orEmpty = <Schema extends z.ZodType>(schema: Schema) => z.union([z.literal(''), schema])
export const profileSchema = z.object({
  name: orEmpty(name.unwrap()),
  given_name: orEmpty(given_name.unwrap()),
  family_name: orEmpty(family_name.unwrap()),
  preferred_username: orEmpty(preferred_username.unwrap()),
  picture: orEmpty(picture.unwrap())
})

export const EMPTY_PROFILE: ProfileValues = {
  name: '',
  given_name: '',
  family_name: '',
  preferred_username: '',
  picture: ''
}

export function profileValues(account: OwnAccount): ProfileValues {
  return Object.fromEntries(FIELDS.map((field) => [field, account[field] ?? ''])) as ProfileValues
}

/** What differs from the account; what was emptied is taken away. */
export function profileChanges(values: ProfileValues, account: OwnAccount): OwnChanges {
  return Object.fromEntries(
    FIELDS.filter((field) => values[field] !== (account[field] ?? '')).map((field) => [
      field,
      values[field] || null
    ])
  )
}
