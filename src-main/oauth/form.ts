import { OAuthError } from './oauth-error'

/** The parameters of a request. One without a value counts as left out (RFC 6749 §3.2). */
export interface Form {
  get(name: string): string | undefined
  /** Every value of a parameter that may stand more than once. */
  all(name: string): readonly string[]
  /** Throws `invalid_request` when it is left out; `hint` says what it should hold. */
  require(name: string, hint: string): string
}

/** The parameters that may be repeated (RFC 8707 §2, RFC 8693 §2.1). */
const REPEATABLE: ReadonlySet<string> = new Set(['resource', 'audience'])

/**
 * Parses application/x-www-form-urlencoded (RFC 6749 appendix B).
 * Throws `invalid_request` for a malformed escape and for a repeated parameter (RFC 6749 §3.2), known or not.
 */
export function parseForm(text: string): Form {
  const values = new Map<string, string>()
  const repeatable = new Map<string, string[]>()
  let start = 0
  while (start < text.length) {
    let end = text.indexOf('&', start)
    if (end === -1) end = text.length
    if (end > start) addParameter(text.slice(start, end), values, repeatable)
    start = end + 1
  }
  return {
    get: (name) => values.get(name) || undefined,
    all: (name) => repeatable.get(name) ?? [],
    require: (name, hint) => values.get(name) || missing(name, hint)
  }
}

function addParameter(pair: string, values: Map<string, string>, repeatable: Map<string, string[]>): void {
  const equals = pair.indexOf('=')
  const name = decode(equals === -1 ? pair : pair.slice(0, equals), 'a name')
  const value = equals === -1 ? '' : decode(pair.slice(equals + 1), name)
  if (REPEATABLE.has(name)) {
    if (!value) return
    const sent = repeatable.get(name)
    if (sent) sent.push(value)
    else repeatable.set(name, [value])
    return
  }
  if (values.has(name))
    throw new OAuthError(
      'invalid_request',
      'parameter-repeated',
      `The parameter ${name} stands more than once; each may stand once (RFC 6749 section 3.2).`
    )
  values.set(name, value)
}

function decode(text: string, where: string): string {
  const decoded = decodeFormText(text)
  if (decoded !== undefined) return decoded
  throw new OAuthError(
    'invalid_request',
    'form-escape-malformed',
    `The form holds a malformed percent escape in ${where}; encode it as application/x-www-form-urlencoded in UTF-8, a percent sign as %25.`
  )
}

function missing(name: string, hint: string): never {
  throw new OAuthError('invalid_request', 'parameter-missing', `The parameter ${name} is missing: ${hint}`)
}

/** One name or value of a form; undefined when an escape is malformed or isn't UTF-8. */
export function decodeFormText(text: string): string | undefined {
  if (!text.includes('%')) return text.includes('+') ? text.replaceAll('+', ' ') : text
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined // The one thing that decodeURIComponent throws: URIError, for a malformed escape.
  }
}
