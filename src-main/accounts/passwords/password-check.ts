import { timingSafeEqual } from 'node:crypto'
import type { User } from '../../model'
import type { PasswordHasher, Random } from '../../ports'
import { digest } from '../digest'

/** Whether the password is this person's; takes as long when there is no such person. */
export type PasswordCheck = (user: User | undefined, password: string) => Promise<boolean>

/**
 * Every check costs one bcrypt comparison, against a decoy where there is no hash, so that time tells nobody
 * which names have an account (RFC 9700 asks the same of the protocol's answers).
 */
export function createPasswordCheck(dependencies: { hasher: PasswordHasher; random: Random }): PasswordCheck {
  const { hasher, random } = dependencies
  let decoy: Promise<string> | undefined

  return async (user, password) => {
    const decoyHash = await (decoy ??= hasher.hash(random.alphanumeric(20)))
    const matches = await hasher.verify(password, user?.password_hash ?? decoyHash)
    // A password that a profile brought in clear stands before an older hash: it is the newer word.
    if (user?.password !== undefined) return isSame(password, user.password)
    return matches && user?.password_hash !== undefined
  }
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(digest(one)), Buffer.from(digest(other)))
}
