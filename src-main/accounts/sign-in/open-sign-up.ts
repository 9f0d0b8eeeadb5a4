import { foldName, type MailedCode, type User } from '../../model'
import { StoreError, type Random, type Store } from '../../ports'

/** Makes the account of a sign-up; undefined: the address was taken meanwhile. */
export type OpenSignUp = (
  wanted: Pick<MailedCode, 'email' | 'password_hash'>,
  verified?: boolean
) => Promise<User | undefined>

/** Whether somebody signs in with this address already. */
export async function isTaken(store: Pick<Store, 'users'>, email: string): Promise<boolean> {
  return (await store.users.find('login', foldName(email))).length > 0
}

export function createOpenSignUp(dependencies: { store: Pick<Store, 'users'>; random: Random }): OpenSignUp {
  const { store, random } = dependencies

  return async ({ email, password_hash }, verified = true) => {
    if (password_hash === undefined || (await isTaken(store, email))) return undefined
    const user: User = {
      // Folded: of two sign-ups at once with two spellings of one address the store refuses one.
      username: foldName(email),
      sub: random.uuid(),
      password_hash,
      email,
      email_verified: verified,
      roles: ['user'],
      blocked: false,
      claims: {}
    }
    try {
      await store.users.insert(user)
      return user
    } catch (error) {
      if (error instanceof StoreError && error.code === 'exists') return undefined
      throw error
    }
  }
}
