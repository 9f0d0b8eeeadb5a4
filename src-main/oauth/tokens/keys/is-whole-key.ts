import { publicJwk, type SigningKey } from '../../../model'
import { isSignedBy } from '../../client-auth/assertions/is-signed-by'
import { prepareKey, signJwt } from './prepared-key'

/** Whether the public half of a key, as it is published, verifies what the private half signs by its algorithm. */
export async function isWholeKey(key: SigningKey): Promise<boolean> {
  try {
    return isSignedBy(await signJwt(prepareKey(key, 1), 'JWT', {}), publicJwk(key), key.alg)
  } catch {
    // Whatever Node says of such numbers names none of them.
    return false
  }
}
