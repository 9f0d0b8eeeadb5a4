/** Parameters and members whose values open something: they are shown as dots until somebody asks for them. */
export const SECRET_NAMES: readonly string[] = [
  'access_token',
  'actor_token',
  'assertion',
  'client_assertion',
  'client_secret',
  'code',
  'code_verifier',
  'confirm',
  'device_code',
  'form_token',
  'id_token',
  'id_token_hint',
  'logout_token',
  'currentPassword',
  'newPassword',
  'password',
  'refresh_token',
  'registration_access_token',
  'request',
  'response',
  'step',
  'subject_token',
  'token',
  'user_code',
  'verification_uri_complete'
]

const NAMES = new Set(SECRET_NAMES.map((name) => name.toLowerCase()))

/** What stands in the place of a secret. */
export const DOTS = '••••••••'

export function isSecretName(name: string): boolean {
  return NAMES.has(name.toLowerCase())
}
