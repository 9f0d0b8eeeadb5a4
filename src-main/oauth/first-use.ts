import { hash } from 'node:crypto'
import { StoreError, type Store } from '../ports'

/**
 * Whether something that may be used once is used for the first time: the `jti` of an assertion, of a request object, of a DPoP
 * proof. `parts` name it, beginning with what it is and whose; it is remembered until `exp`, in seconds since 1970.
 */
export async function isFirstUse(
  usedAssertions: Pick<Store['usedAssertions'], 'insert'>,
  parts: readonly string[],
  exp: number
): Promise<boolean> {
  try {
    await usedAssertions.insert({ id: hash('sha256', JSON.stringify(parts), 'base64url'), exp })
    return true
  } catch (error) {
    if (error instanceof StoreError && error.code === 'exists') return false
    throw error
  }
}
