import { createHash } from 'node:crypto'

/** bcrypt's cost: 2^10 rounds, some 60 to 100 ms (OWASP's least). */
export const BCRYPT_COST = 10

/** The most that bcrypt looks at. */
const BCRYPT_BYTES = 72

/**
 * What bcrypt is given for a password. bcrypt ignores everything after 72 bytes and stops at a NUL, so a password that is longer, or
 * that holds a NUL, is given as the base64 of its SHA-256 digest (44 characters); every other one is given as it stands, which
 * keeps hashes interchangeable with other bcrypt programs.
 */
export function bcryptInput(password: string): string {
  const ordinary = Buffer.byteLength(password) <= BCRYPT_BYTES && !password.includes('\0')
  return ordinary ? password : createHash('sha256').update(password).digest('base64')
}
