import { SERVER_CLAIMS } from './server-claims'
import { z } from '../zod'

/**
 * The name of a claim that is nobody's but ours to give: a word, a URI (RFC 7519 §4.2) or a word with a language tag
 * (OpenID Connect Core §5.2), and none that the protocol fills itself.
 */
export const claimNameSchema = z
  .string()
  .min(1, 'a claim needs a name')
  .max(200, 'the name of a claim has at most 200 characters')
  .regex(/^[^\s\p{Cc}\p{Cs}]*$/u, 'the name of a claim holds no spaces and no control characters')
  .refine((name) => name !== '__proto__', 'this name is not one that every client could read')
  .refine(
    (name) => !SERVER_CLAIMS.has(name),
    'this is a claim of the protocol, which the server makes itself; choose another name'
  )
