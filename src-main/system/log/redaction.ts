import { slipsBetween } from '../../model'

export const REDACTED = '[redacted]'

/** Names whose values never reach a log, compared without case, dashes and underscores. */
const SECRET_NAMES = [
  'password',
  'newpassword',
  'currentpassword',
  'passwordhash',
  'secret',
  'clientsecret',
  'token',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'csrftoken',
  'xcsrftoken',
  'idtokenhint',
  'registrationaccesstoken',
  'initialaccesstoken',
  'subjecttoken',
  'actortoken',
  'code',
  'usercode',
  'devicecode',
  'codeverifier',
  'cookie',
  'cookies',
  'setcookie',
  'session',
  'sessionid',
  'authorization',
  'proxyauthorization',
  'assertion',
  'clientassertion',
  'privatekey',
  'dpop',
  'jwk'
]
/** From this length on a name with one slip in it is taken for the secret's name that it resembles. */
const MISTYPED_FROM = 6
const DEEPEST = 8
const LONGEST_LIST = 100

/** Whether a value under this name is a secret; names with a typing slip count too, since people log what they mistyped. */
export function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '')
  return SECRET_NAMES.some(
    (secret) => plain === secret || (secret.length >= MISTYPED_FROM && slipsBetween(plain, secret, 2) < 2)
  )
}

/** Credentials that no name announces: after their scheme, in a URL, and in the panel's own cookies. */
const UNNAMED = [
  /\b((?:Basic|Bearer|DPoP)\s+)[\w.~+/=-]{6,}/gi,
  /(\b[a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#@"']+(?=@)/gi,
  /(\bfriendly_oauth2_\d+_\w+=)\w+/g
]

/** Text with what follows a secret's name in a query, a form, a header or JSON taken out. */
export function redactText(text: string): string {
  const withoutCredentials = UNNAMED.reduce((rest, pattern) => rest.replace(pattern, `$1${REDACTED}`), text)
  let redacted = ''
  let position = 0
  for (const match of withoutCredentials.matchAll(/([\w.-]{4,40})(=|["']?:\s?["']?)/g)) {
    const [whole, name = '', between = ''] = match
    if (match.index < position) continue
    if (!isSecretName(name) || (isPlainWord(name) && between.startsWith(':'))) continue
    const start = match.index + whole.length
    const value = valueAfter(name, between)
    value.lastIndex = start
    if (!value.exec(withoutCredentials)?.[0]) continue
    redacted += withoutCredentials.slice(position, start) + REDACTED
    position = value.lastIndex
  }
  return redacted + withoutCredentials.slice(position)
}

/** A value in quotes ends with them, a header with its line, any other one where the next begins. */
function valueAfter(name: string, between: string): RegExp {
  if (between.endsWith('"')) return /(?:[^"\\]|\\.)*/sy
  if (between.endsWith("'")) return /(?:[^'\\]|\\.)*/sy
  return between.startsWith(':') && HEADERS.includes(name.toLowerCase()) ? /[^\r\n]*/y : /[^\s&"',;}]*/y
}

const HEADERS = ['authorization', 'proxy-authorization', 'set-cookie', 'dpop']

/** Words that people write before a colon without giving a secret away. */
function isPlainWord(name: string): boolean {
  return ['code', 'session', 'token', 'tokens', 'secret', 'cookie', 'assertion'].includes(name.toLowerCase())
}

/** A copy of log fields that carries no secret at any depth; loops, errors and odd values become plain data. */
export function redact(value: unknown, depth = 0, parents: readonly unknown[] = []): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (parents.includes(value)) return '[circular]'
  if (depth > DEEPEST) return '[too deep]'
  const within = [...parents, value]
  if (value instanceof Error) return redactError(value, depth, within)
  if (value instanceof Date || value instanceof URL) return redactText(value.toJSON() ?? String(value))
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (Array.isArray(value))
    return value.slice(0, LONGEST_LIST).map((entry) => redactPair(entry, depth, within))
  const entries =
    value instanceof Map ? [...value].map(([key, of]) => [String(key), of]) : Object.entries(value)
  return Object.fromEntries(
    entries.map(([name, member]) => [name, isSecretName(name) ? REDACTED : redact(member, depth + 1, within)])
  )
}

/** An entry of a list; a pair of a name and a value, as lists of headers have it, counts as a member of that name. */
function redactPair(entry: unknown, depth: number, parents: readonly unknown[]): unknown {
  const isPair = Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string'
  return isPair && isSecretName(entry[0]) ? [entry[0], REDACTED] : redact(entry, depth + 1, parents)
}

function redactError(error: Error, depth: number, parents: readonly unknown[]): unknown {
  return {
    name: error.name,
    message: redactText(error.message),
    // `code` is a secret's name in OAuth, so an error's own code goes by another.
    ...('code' in error ? { errorCode: String(error.code) } : {}),
    ...(error.stack ? { stack: redactText(error.stack) } : {}),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1, parents) })
  }
}
