import { OAuthError } from '../../oauth'

/** The refusal of a form that does not carry the token of its browser. */
export function foreignForm(): OAuthError {
  return new OAuthError(
    'access_denied',
    'form-token-wrong',
    'The form does not carry the token of this browser: form_token is missing or out of date. Load the page again and send its form.',
    { status: 403 }
  )
}
