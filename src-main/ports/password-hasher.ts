/** Hashes passwords of people, off the main thread. */
export interface PasswordHasher {
  /** A bcrypt hash of cost 10 or more. A password of more than 72 bytes is digested by SHA-256 first. */
  hash(password: string): Promise<string>
  /** Whether the password is the one that was hashed; takes as long for a wrong one. */
  verify(password: string, hash: string): Promise<boolean>
}
