/** What a piece of code is; each keeps one colour wherever it is shown, so the eye can follow a value. */
export type CodeRole =
  | 'client_id'
  | 'client_secret'
  | 'client_assertion'
  | 'scope'
  | 'access_token'
  | 'refresh_token'
  | 'assertion'
  | 'password'
  | 'id_token'
  | 'state'
  | 'nonce'
  | 'code'
  | 'code_challenge'
  | 'code_verifier'
  | 'redirect_uri'
  | 'request_uri'
  | 'request_object'
  | 'device_code'
  | 'user_code'
  | 'key'
  | 'method'
  | 'ok'
  | 'err'

/** A line of a `CodeBlock`, in spans. */
export type CodeLine = readonly { text: string; role?: CodeRole | undefined }[]
