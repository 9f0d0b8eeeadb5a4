import { parseScopeList, scopeListSchema } from '../../model'
import { OAuthError } from '../oauth-error'

/**
 * The scope of an access token that comes of another token (RFC 6749 §6, RFC 8693 §2.1): what is asked for must not go beyond what was granted; nothing asked for is all
 * of it. Of that, only what the client and the person still have. Throws `invalid_scope`.
 */
export function narrowedScope(
  requested: string | undefined,
  granted: string,
  held: readonly string[]
): readonly string[] {
  if (requested === undefined) return held
  if (!scopeListSchema.safeParse(requested).success)
    throw new OAuthError(
      'invalid_scope',
      'scope-malformed',
      'The scope is malformed; write scope tokens separated by single spaces (RFC 6749 section 3.3).'
    )
  const asked = parseScopeList(requested)
  const grantedTokens = parseScopeList(granted)
  const refused = asked.filter((token) => !grantedTokens.includes(token))
  if (refused.length)
    throw new OAuthError(
      'invalid_scope',
      'scope-not-allowed',
      `The scope ${refused.join(', ')} was not granted; granted is ${grantedTokens.join(', ') || 'none'}.`
    )
  const kept = asked.filter((token) => held.includes(token))
  if (kept.length) return kept
  throw new OAuthError(
    'invalid_scope',
    'scope-not-allowed',
    `The client or the person has lost the scope ${asked.join(', ')} since it was granted.`
  )
}
