import type { AuthorizationOutcome } from '../authorization/steps/authorization-outcome'
import type { RedirectTarget } from '../authorization/authorization-request'
import type { OAuthError } from '../oauth-error'
import type { ResponseFields } from '../response-types/response-part'
import { intoFragment, intoQuery } from './into-uri'
import type { SignResponse } from './sign-response'

/** Sends an answer to where the check of client and redirect URI allowed it to go, in the response mode of the request. */
export interface AnswerClient {
  success(target: RedirectTarget, fields: ResponseFields): Promise<AuthorizationOutcome>
  /** RFC 6749 §4.1.2.1. */
  refusal(target: RedirectTarget, refusal: OAuthError, more?: ResponseFields): Promise<AuthorizationOutcome>
}

export function createAnswerClient({
  signResponse,
  issuer
}: {
  signResponse: SignResponse
  issuer: () => string
}): AnswerClient {
  async function answer(target: RedirectTarget, fields: ResponseFields): Promise<AuthorizationOutcome> {
    const { client, uri, mode, state } = target
    // RFC 9207 §2: who answers stands in every answer, errors included.
    const all = { ...fields, ...(state !== undefined && { state }), iss: issuer() }
    const [base, jwt] = mode.split('.')
    const sent = jwt ? { response: await signResponse(client, all) } : all
    const told = { client_id: client.client_id }
    if (base === 'form_post') return { ...told, kind: 'form_post', action: uri, fields: Object.entries(sent) }
    const form = new URLSearchParams(sent).toString()
    const location = base === 'query' ? intoQuery(uri, form) : intoFragment(uri, form)
    return { ...told, kind: 'redirect', location }
  }

  return {
    async success(target, fields) {
      const isIssued = 'access_token' in fields || 'id_token' in fields
      return { ...(await answer(target, fields)), ...(isIssued && { issued: true }) }
    },
    async refusal(target, refusal, more = {}) {
      const fields = { ...more, error: refusal.code, error_description: refusal.message }
      return { ...(await answer(target, fields)), refusal }
    }
  }
}
