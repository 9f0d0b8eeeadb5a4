import { isConfidential, type Client, type Settings } from '../../../model'
import type { Form } from '../../form'
import { OAuthError } from '../../oauth-error'
import type { RefusalReason } from '../../refusal-reason'

export interface CodeChallenge {
  readonly codeChallenge?: string
  readonly codeChallengeMethod?: 'S256' | 'plain'
}

/** RFC 7636 §4.2: unreserved characters for plain, the base64url of a SHA-256 digest for S256. */
const SYNTAX = { plain: /^[A-Za-z0-9\-._~]{43,128}$/, S256: /^[A-Za-z0-9_-]{43}$/ }

/**
 * The code challenge of a request that gets a code (RFC 7636 §4.3). RFC 9700 §2.1.1: public clients must send one; the others
 * where the server wants it of all. Throws `invalid_request`.
 */
export function readCodeChallenge(client: Client, settings: Settings, form: Form): CodeChallenge {
  const challenge = form.get('code_challenge')
  const asked = form.get('code_challenge_method')
  if (challenge === undefined) {
    if (asked !== undefined)
      throw refusal('pkce-malformed', 'There is a code_challenge_method without a code_challenge')
    if (settings.pkce.required === 'all' || client.require_pkce || !isConfidential(client))
      throw refusal(
        'pkce-missing',
        `The parameter code_challenge is missing, which ${whyNeeded(client)}; send it with code_challenge_method=S256`
      )
    return {}
  }
  const method = requireMethod(asked, settings)
  if (!SYNTAX[method].test(challenge))
    throw refusal(
      'pkce-malformed',
      method === 'S256'
        ? 'The code_challenge is malformed; for S256 it is the SHA-256 digest of the verifier in base64url, 43 characters without padding'
        : 'The code_challenge is malformed; it has 43 to 128 characters of A-Z a-z 0-9 - . _ ~'
    )
  return { codeChallenge: challenge, codeChallengeMethod: method }
}

/** RFC 7636 §4.3: left out, it means plain. */
function requireMethod(asked: string | undefined, settings: Settings): 'S256' | 'plain' {
  const method = asked ?? 'plain'
  if (method === 'S256' || (method === 'plain' && settings.pkce.plain)) return method
  throw refusal(
    'pkce-method-refused',
    asked === undefined
      ? 'The parameter code_challenge_method is missing, which means plain, and that is switched off; send S256'
      : `The code_challenge_method ${asked} is ${asked === 'plain' ? 'switched off' : 'not known'}; expected is S256${settings.pkce.plain ? ' or plain' : ''}`
  )
}

function refusal(reason: RefusalReason, description: string): OAuthError {
  return new OAuthError('invalid_request', reason, `${description} (RFC 7636 section 4.3).`)
}

function whyNeeded(client: Client): string {
  if (!isConfidential(client)) return 'a public client must send'
  return client.require_pkce ? 'this client is registered to send' : 'this server wants of every client'
}
