import { claimsRequestSchema, type ClaimsRequest, type Client, type ResponseType } from '../../../model'
import { parseBoundedJson } from '../../bounded-json'
import type { Form } from '../../form'
import { OAuthError } from '../../oauth-error'
import type { RefusalReason } from '../../refusal-reason'
import type { AuthorizationRequest } from '../authorization-request'

const DISPLAYS = ['page', 'popup', 'touch', 'wap'] as const
const MAX_LANGUAGES = 20

/** A language tag as far as its shape goes (RFC 5646 §2.1). */
const LANGUAGE_TAG = /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/

type OpenIdParameters = Pick<
  AuthorizationRequest,
  'nonce' | 'maxAge' | 'loginHint' | 'acrValues' | 'uiLocales' | 'display' | 'claims'
>

/** The parameters of OpenID Connect Core §3.1.2.1 that say how the person is to be met. Throws `invalid_request`. */
export function readOpenIdParameters(
  client: Client,
  form: Form,
  { responseType, isOpenId }: { responseType: ResponseType; isOpenId: boolean }
): OpenIdParameters {
  const claims = form.get('claims')
  return {
    nonce: readNonce(form.get('nonce'), responseType),
    maxAge: readMaxAge(form.get('max_age')) ?? client.default_max_age,
    loginHint: form.get('login_hint'),
    acrValues: texts(form.get('acr_values')) ?? client.default_acr_values ?? [],
    // An error doesn't result from a language that isn't there, so neither from a tag that is none.
    uiLocales: (texts(form.get('ui_locales')) ?? [])
      .filter((tag) => LANGUAGE_TAG.test(tag))
      .slice(0, MAX_LANGUAGES),
    display: readDisplay(form.get('display')),
    // OpenID Connect Core §5.5: it is about the claims of OpenID Connect; without the scope openid there are none.
    claims: claims === undefined || !isOpenId ? undefined : readClaims(claims)
  }
}

/** OpenID Connect Core §3.2.2.1 and §3.3.2.11: an ID token from the authorization endpoint is bound to the request by it. */
function readNonce(nonce: string | undefined, responseType: ResponseType): string | undefined {
  if (nonce === undefined && responseType.split(' ').includes('id_token'))
    throw refusal(
      'nonce-missing',
      `The parameter nonce is missing, which the response_type ${responseType} must have; send a new random value with each request`,
      '3.2.2.1'
    )
  return nonce
}

function readMaxAge(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (/^\d{1,10}$/.test(value)) return Number(value)
  throw refusal('parameter-malformed', `The max_age ${value} is no whole number of seconds`)
}

function readDisplay(value: string | undefined): (typeof DISPLAYS)[number] | undefined {
  if (value === undefined) return undefined
  const display = DISPLAYS.find((known) => known === value)
  if (display) return display
  throw refusal(
    'parameter-malformed',
    `The display ${value} is not known; expected is ${DISPLAYS.join(', ')}`
  )
}

function readClaims(text: string): ClaimsRequest {
  const parsed = claimsRequestSchema.safeParse(parseBoundedJson(text))
  if (parsed.success) return parsed.data
  const where = parsed.error.issues[0]?.path.join('.')
  throw refusal(
    'parameter-malformed',
    `The parameter claims is malformed${where ? ` at ${where}` : ''}; expected is JSON such as {'userinfo': {'email': {'essential': true}}, 'id_token': {'acr': null}} in double quotes`,
    '5.5'
  )
}

function texts(value: string | undefined): readonly string[] | undefined {
  return value?.split(' ').filter(Boolean)
}

function refusal(reason: RefusalReason, description: string, section = '3.1.2.1'): OAuthError {
  return new OAuthError('invalid_request', reason, `${description} (OpenID Connect Core section ${section}).`)
}
