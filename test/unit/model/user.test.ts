import { describe, expect, it } from 'vitest'
import { userSchema } from '../../../src-main/model'

describe('a password hash', () => {
  it.each(['00', '03', '16', '31', '99'])(
    'of cost %s is refused: whoever tries a password sets that work going',
    (cost) => {
      const password_hash = `$2b$${cost}$${'a'.repeat(53)}`
      expect(userSchema.safeParse({ username: 'alice', password_hash }).success).toBe(false)
      expect(
        userSchema.safeParse({ username: 'alice', password_hash: password_hash.replace(cost, '12') }).success
      ).toBe(true)
    }
  )
})
