import type { Client } from '../../../model'
import { OAuthError } from '../../oauth-error'
import { RESPONSE_MODES, type ResponseMode } from '../../response-modes/response-mode'

export interface ReadResponseMode {
  readonly mode: ResponseMode
  /** Why what was asked for can't be; then `mode` is the default, in which the client is told. */
  readonly refusal?: OAuthError
}

/**
 * How the answer travels (OAuth 2.0 Multiple Response Types §2.1, JARM §2.3): the default is the fragment where a token
 * may be in it, and the query otherwise.
 */
export function readResponseMode(
  client: Client,
  responseType: string | undefined,
  asked: string | undefined
): ReadResponseMode {
  const bearsTokens = /(^| )(id_)?token( |$)/.test(responseType ?? '')
  const usual = bearsTokens ? 'fragment' : 'query'
  if (asked === undefined) return { mode: usual }
  const mode = asked === 'jwt' ? (`${usual}.jwt` as const) : RESPONSE_MODES.find((known) => known === asked)
  if (!mode)
    return refused(
      usual,
      `The response_mode ${asked} is not known; expected is ${RESPONSE_MODES.join(', ')} or jwt`
    )
  if (bearsTokens && isReadable(mode, client))
    return refused(
      usual,
      `The response_mode ${asked} would put tokens into the query, where logs and the next site read them; ask for fragment or form_post with the response_type ${responseType}`
    )
  return { mode }
}

/** JARM §2.3.1: in the query a token may stand encrypted alone. */
function isReadable(mode: ResponseMode, client: Client): boolean {
  return mode === 'query' || (mode === 'query.jwt' && !client.authorization_encrypted_response_alg)
}

function refused(mode: ResponseMode, description: string): ReadResponseMode {
  const refusal = new OAuthError(
    'invalid_request',
    'response-mode-refused',
    `${description} (OAuth 2.0 Multiple Response Types section 2.1).`
  )
  return { mode, refusal }
}
