import type { RawRequest } from '../../contract'
import type { CodeRequest, Piece, Text } from './code-script'
import type { SecretVariables } from './secret-variables'

/** Parameters that nobody else may read, whatever part they play in a transcript. */
const SECRET_PARAMETERS: readonly string[] = [
  ...['client_secret', 'client_assertion', 'password', 'assertion', 'code', 'code_verifier', 'device_code'],
  ...['token', 'access_token', 'refresh_token', 'id_token_hint', 'subject_token', 'actor_token']
]

/** A request in pieces; its secrets go into `secrets`, and `answers` are values that an earlier step of the script brings. */
export function codeRequest(
  request: RawRequest,
  secrets: SecretVariables,
  answers: ReadonlyMap<string, string> = new Map()
): CodeRequest {
  const piece = (name: string, value: string): Piece => {
    const answered = answers.get(value)
    if (answered !== undefined) return { variable: answered }
    return SECRET_PARAMETERS.includes(name) ? secrets.take(name, value) : value
  }
  const { basic, headers } = headersOf(request, secrets, answers)
  return {
    method: request.method,
    url: request.url,
    headers,
    ...(basic ? { basic } : {}),
    ...(request.method === 'GET' && request.body === ''
      ? {}
      : { form: request.parameters.map(({ name, value }) => [name, [piece(name, value)]] as const) })
  }
}

/** The headers, with the credentials of Basic and the token of the others taken out. */
function headersOf(
  { headers }: RawRequest,
  secrets: SecretVariables,
  answers: ReadonlyMap<string, string>
): Pick<CodeRequest, 'basic' | 'headers'> {
  const written: (readonly [string, Text])[] = []
  let basic: CodeRequest['basic']
  for (const [name, value] of headers) {
    const lower = name.toLowerCase()
    const [scheme = '', credentials = ''] = value.split(' ')
    if (lower === 'content-type') continue
    if (lower !== 'authorization') written.push([name, [value]])
    else if (scheme === 'Basic') {
      const found = basicOf(credentials, secrets)
      if (found) basic = found
      else written.push([name, [value]])
    } else {
      const answered = answers.get(credentials)
      const token =
        answered === undefined ? secrets.take('access_token', credentials) : { variable: answered }
      written.push([name, typeof token === 'string' ? [value] : [`${scheme} `, token]])
    }
  }
  return { headers: written, ...(basic ? { basic } : {}) }
}

/** Undefined where the secret stays in the code: the header stands there as it leaves. */
function basicOf(credentials: string, secrets: SecretVariables): CodeRequest['basic'] {
  const joined = Buffer.from(credentials, 'base64').toString('latin1')
  const colon = joined.indexOf(':')
  const secret = secrets.take('client_secret', joined.slice(colon + 1))
  // RFC 6749 §2.3.1: both are form-encoded already, so that neither holds a colon.
  return typeof secret === 'string' ? undefined : { name: joined.slice(0, colon), secret: [secret] }
}
