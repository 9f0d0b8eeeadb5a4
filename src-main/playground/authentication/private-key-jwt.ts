import type { AuthenticationMethod } from './method'
import { provenBy } from './sign-assertion'
import { signWithKey } from './sign-with-key'

/** RFC 7523 §2.2 with a private key of the client. */
export const privateKeyJwt: AuthenticationMethod = async (proof) =>
  provenBy(await signWithKey(proof, proof.client_id))
