import { createHash } from 'node:crypto'
import type { CompleteDraft } from '../../contract'

/** What the server keeps of the verifier until the code is changed (RFC 7636 §4.2). Undefined: there is no verifier, or nothing is to be kept. */
export function codeChallengeOf({ authorization, values }: CompleteDraft): string | undefined {
  const verifier = values['code_verifier']
  if (!verifier || authorization.pkce === 'none') return undefined
  if (authorization.pkce === 'plain') return verifier
  // A name in the place of a value that is yet to be made has no digest worth showing.
  if (verifier.startsWith('‹')) return '‹code_challenge›'
  return createHash('sha256').update(verifier).digest('base64url')
}
