import { userSchema, type Settings, type User } from '../../model'

const emailSchema = userSchema.shape.email.unwrap()

/** An e-mail address as typed, without the white space around it; undefined: it is none. */
export function parseEmail(text: string): string | undefined {
  return emailSchema.safeParse(text.trim()).data
}

/** Where mail reaches a person: their e-mail address, else a user name that is one. */
export function mailAddressOf(user: Pick<User, 'username' | 'email'>): string | undefined {
  return user.email ?? parseEmail(user.username)
}

/** Whether the person's e-mail address must be confirmed before they sign in; who has none has nothing to confirm. */
export function awaitsVerification(user: User, settings: Pick<Settings, 'accounts'>): boolean {
  return (
    settings.accounts.email_verification && user.email_verified !== true && mailAddressOf(user) !== undefined
  )
}
