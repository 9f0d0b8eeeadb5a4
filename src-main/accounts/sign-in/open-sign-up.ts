import { foldName, type MailedCode, type User } from '../../model'
import type { Random, Store } from '../../ports'

/** Makes the account of a sign-up; undefined: the address was taken meanwhile. */
export type OpenSignUp = (
  wanted: Pick<MailedCode, 'email' | 'password_hash'>,
  verified?: boolean
) => Promise<User | undefined>

/** Whether somebody signs in with this address already. */
export async function isTaken(store: Pick<Store, 'users'>, email: string): Promise<boolean> {
  return (await store.users.find('login', foldName(email))).length > 0
}

export function createOpenSignUp(dependencies: {
  store: Pick<Store, 'writeConfiguration'>
  random: Random
}): OpenSignUp {
  const { store, random } = dependencies

  return async ({ email, password_hash }, verified = true) => {
    if (password_hash === undefined) return undefined
    const username = foldName(email)
    const user: User = {
      username,
      sub: random.uuid(),
      password_hash,
      email,
      email_verified: verified,
      roles: ['user'],
      blocked: false,
      claims: {}
    }
    let isFree = false
    await store.writeConfiguration((newest) => {
      isFree = newest.find('users', 'login', username).length === 0
      return isFree ? { users: [user] } : {}
    })
    return isFree ? user : undefined
  }
}
