import type { ShownUser } from '../../contract'
import { accessLevelOf, type User } from '../../model'
import type { Store } from '../../ports'

/** A person as the panel shows them, with the moment of their last sign-in. */
export async function shownUser(
  { signInRecords }: Pick<Store, 'signInRecords'>,
  user: User
): Promise<ShownUser> {
  const { password, password_hash, ...shown } = user
  const signIns = user.sub === undefined ? [] : await signInRecords.find('sub', user.sub)
  const lastSignInAt = signIns.reduce((latest, { at }) => Math.max(latest, at), 0)
  return {
    ...shown,
    hasPassword: password !== undefined || password_hash !== undefined,
    access: accessLevelOf(user.roles),
    ...(lastSignInAt > 0 ? { lastSignInAt } : {})
  }
}
