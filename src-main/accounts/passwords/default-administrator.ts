import { DEFAULT_ADMINISTRATOR, hasDocumentedPassword } from '../../model'
import type { PasswordHasher, Store } from '../../ports'

/**
 * Whether the documented default administrator can still sign in with the documented password. The comparison costs
 * a bcrypt, so its result is kept for as long as the hash stays the same.
 */
export function createDefaultAdministrator(dependencies: {
  store: Pick<Store, 'users'>
  hasher: PasswordHasher
}): () => Promise<boolean> {
  const { store, hasher } = dependencies
  let known: { hash: string; stands: Promise<boolean> } | undefined

  return async () => {
    const user = await store.users.get(DEFAULT_ADMINISTRATOR.username)
    if (!user || user.blocked) return false
    if (user.password !== undefined) return hasDocumentedPassword(user)
    const hash = user.password_hash
    if (hash === undefined) return false
    if (known?.hash !== hash) known = { hash, stands: hasher.verify(DEFAULT_ADMINISTRATOR.password, hash) }
    return known.stands
  }
}
