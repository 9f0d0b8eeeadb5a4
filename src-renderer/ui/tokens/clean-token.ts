/** What was forgiven on the way from a text to a token; the catalogue says it in words. */
export type Forgiven =
  'json' | 'address' | 'text' | 'scheme' | 'quotes' | 'spaces' | 'escapes' | 'base64' | 'signature_missing'

/** Takes off what stands around a token, and says what it was. */
export function cleanToken(text: string): { token: string; forgiven: Forgiven[] } {
  const forgiven: Forgiven[] = []
  let token = text
  for (const { id, clean } of STEPS) {
    const cleaned = clean(token)
    if (cleaned !== token) forgiven.push(id)
    token = cleaned
  }
  return { token, forgiven: [...new Set(forgiven)] }
}

interface Step {
  readonly id: Forgiven
  readonly clean: (token: string) => string
}

const withoutQuotes: Step = {
  id: 'quotes',
  clean: (token) => token.replace(/^[\s"'`“”‘’«»]+|[\s"'`“”‘’«»,;\\]+$/g, '')
}

/** In this order: a quote may stand around the scheme, and inside of it. */
const STEPS: readonly Step[] = [
  withoutQuotes,
  { id: 'scheme', clean: (token) => token.replace(/^(Authorization:\s*)?(Bearer|DPoP)\s+/i, '') },
  withoutQuotes,
  { id: 'spaces', clean: (token) => token.replace(/\s+/g, '') },
  { id: 'escapes', clean: unescaped },
  { id: 'base64', clean: asBase64Url },
  { id: 'signature_missing', clean: withEmptySignature }
]

function unescaped(token: string): string {
  try {
    return /%[0-9A-F]{2}/i.test(token) ? decodeURIComponent(token) : token
  } catch {
    // A lone percent sign is a character of the token.
    return token
  }
}

const isJwtLike = (token: string) => /^eyJ[^.]*\./.test(token)

/** Of a JWT alone: an opaque token may be made of any characters (RFC 6750 §2.1). */
function asBase64Url(token: string): string {
  if (!isJwtLike(token)) return token
  return token.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function withEmptySignature(token: string): string {
  return isJwtLike(token) && token.split('.').length === 2 ? `${token}.` : token
}
