import { SERVER_CLAIMS } from './server-claims'
import { z } from '../zod'
import { say } from '../messages/say'

/**
 * The name of a claim that is nobody's but ours to give: a word, a URI (RFC 7519 §4.2) or a word with a language tag
 * (OpenID Connect Core §5.2), and none that the protocol fills itself.
 */
export const claimNameSchema = z
  .string()
  .min(1, say('claim_nameless'))
  .max(200, say('claim_name_long'))
  .regex(/^[^\s\p{Cc}\p{Cs}]*$/u, say('claim_name_spaces'))
  .refine((name) => name !== '__proto__', say('claim_name_unreadable'))
  .refine((name) => !SERVER_CLAIMS.has(name), say('claim_name_reserved'))
