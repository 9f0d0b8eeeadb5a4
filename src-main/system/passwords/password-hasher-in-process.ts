import type { PasswordHasher } from '../../ports'
import { BCRYPT_COST, bcryptInput } from './password-rule'

/**
 * The same hashes without a thread, for when the server runs from its sources, where there is no built worker to start: bcryptjs
 * lets other work in between its rounds. Never used by a build.
 */
export function createInProcessPasswordHasher(): PasswordHasher {
  return {
    async hash(password) {
      const { default: bcrypt } = await import('bcryptjs')
      return bcrypt.hash(bcryptInput(password), BCRYPT_COST)
    },
    async verify(password, hash) {
      const { default: bcrypt } = await import('bcryptjs')
      return bcrypt.compare(bcryptInput(password), hash)
    }
  }
}
