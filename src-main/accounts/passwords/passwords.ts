import type { User } from '../../model'
import { StoreError, type PasswordHasher, type Store } from '../../ports'
import type { EndEverything } from '../sessions/endings'
import type { PasswordCheck } from './password-check'
import type { SignInLimits } from '../sign-in/sign-in-limits'

export type ChangePasswordOutcome =
  { outcome: 'changed' } | { outcome: 'wrong_password' } | { outcome: 'limited'; retryAfterSeconds: number }

export interface Passwords {
  /** Changes one's own password; every session but the panel's `keepSession` ends, and what clients got. Wrong current passwords count as failed sign-ins. */
  changePassword(request: {
    username: string
    currentPassword: string
    newPassword: string
    keepSession?: string
  }): Promise<ChangePasswordOutcome>
  /** Gives a person a new password and ends their sessions and what clients got. False: there is no such person. */
  setPassword(username: string, password: string): Promise<boolean>
  /** The hash of a password, for an account that is about to be made. */
  hashPassword(password: string): Promise<string>
}

export function createPasswords(dependencies: {
  store: Pick<Store, 'users'>
  hasher: PasswordHasher
  limits: SignInLimits
  check: PasswordCheck
  endEverything: EndEverything
}): Passwords {
  const { store, hasher, limits, check, endEverything } = dependencies

  async function write(username: string, password: string): Promise<User> {
    const password_hash = await hasher.hash(password)
    return store.users.update(username, (current) => withNewHash(current, password_hash))
  }

  return {
    hashPassword: (password) => hasher.hash(password),

    async changePassword({ username, currentPassword, newPassword, keepSession }) {
      const admission = await limits.admit(username)
      if (!admission.admitted) return { outcome: 'limited', retryAfterSeconds: admission.retryAfterSeconds }
      if (!(await check(await store.users.get(username), currentPassword)))
        return { outcome: 'wrong_password' }
      await admission.succeeded()
      await endEverything(await write(username, newPassword), keepSession)
      return { outcome: 'changed' }
    },

    async setPassword(username, password) {
      try {
        await endEverything(await write(username, password))
        return true
      } catch (error) {
        if (error instanceof StoreError && error.code === 'missing') return false
        throw error
      }
    }
  }
}

function withNewHash(user: User, password_hash: string): User {
  const { password: _clear, ...rest } = user
  return { ...rest, password_hash }
}
