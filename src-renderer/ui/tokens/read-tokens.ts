import { cleanToken, type Forgiven } from './clean-token'
import { shapeOfToken, type TokenShape } from './token-shape'

/** A token that was found in a text, with what had to be forgiven to find it. */
export interface ReadToken {
  readonly token: string
  /** What it was called where it stood, such as `id_token`. */
  readonly name?: string
  readonly shape: TokenShape
  readonly forgiven: readonly Forgiven[]
}

interface Found {
  readonly text: string
  readonly name?: string | undefined
}

/** Parameters and members that carry tokens, in the order in which people ask for them. */
const NAMES = [
  ...['id_token', 'access_token', 'refresh_token', 'token', 'assertion', 'client_assertion'],
  ...['subject_token', 'actor_token', 'id_token_hint', 'logout_token', 'request', 'response'],
  'registration_access_token'
]
const JWT = /eyJ[A-Za-z0-9_-]{2,}(?:\.[A-Za-z0-9_-]*){1,4}/g

/**
 * Every token in a text that somebody pasted: a token itself, with whatever stuck to it, a JSON answer, an address with a query or a
 * fragment, a command, a raw request. Nothing is verified.
 */
export function readTokens(text: string): ReadToken[] {
  const trimmed = text.trim()
  if (trimmed === '') return []
  for (const [how, find] of FINDERS) {
    const found = once(find(trimmed))
    if (found.length) return found.map((one) => readOne(one, how))
  }
  return []
}

const FINDERS: readonly (readonly [Forgiven | undefined, (text: string) => Found[]])[] = [
  ['json', inJson],
  [undefined, alone],
  ['address', inAddress],
  ['text', inText]
]

function readOne({ text, name }: Found, how: Forgiven | undefined): ReadToken {
  const { token, forgiven } = cleanToken(text)
  const shape = shapeOfToken(token)
  const isCutOff = shape.kind === 'jwt' && !shape.isSigned && shape.header.alg !== 'none'
  const all = [...(how ? [how] : []), ...forgiven, ...(isCutOff ? (['signature_missing'] as const) : [])]
  return { token, ...(name && { name }), shape, forgiven: [...new Set(all)] }
}

function inJson(text: string): Found[] {
  if (!/^[[{]/.test(text)) return []
  try {
    return inValue(JSON.parse(text))
  } catch {
    // Half an answer: what can be seen in it is found as in any text.
    return []
  }
}

function inValue(value: unknown, name?: string): Found[] {
  if (typeof value === 'string')
    return NAMES.includes(name ?? '') || /^eyJ[\w-]*\./.test(value) ? [{ text: value, name }] : []
  if (typeof value !== 'object' || value === null) return []
  return byName(Object.entries(value).flatMap(([key, one]) => inValue(one, key)))
}

/** The whole text is one token, line breaks and all; a sentence is none. */
function alone(text: string): Found[] {
  const { token } = cleanToken(text)
  const isOne = /^[A-Za-z0-9._~+/=-]+$/.test(token) && !token.includes('://')
  const isBroken = /\S[ \t]+\S/.test(text.replace(/^\W*(Authorization:\s*)?(Bearer|DPoP)\s+/i, ''))
  return isOne && (!isBroken || token.startsWith('eyJ')) && !isPairs(token) ? [{ text }] : []
}

/** `access_token=…` is a form, and no token that ends in `=`. */
const isPairs = (text: string) => NAMES.some((name) => text.startsWith(`${name}=`))

/** RFC 6749 §4.2.2: tokens stand in the fragment; of requests they stand in the query or the form. */
function inAddress(text: string): Found[] {
  if (/\s/.test(text)) return []
  const parts = text.split(/[?#]/).filter((part) => part.includes('='))
  const pairs = parts.flatMap((part) => [...new URLSearchParams(part)])
  return byName(
    pairs.flatMap(([name, value]) => (NAMES.includes(name) && value ? [{ text: value, name }] : []))
  )
}

/** Commands, raw requests, logs: what an Authorization header carries, what a form calls a token, and every JWT. */
function inText(text: string): Found[] {
  const bearers = [...text.matchAll(/\b(?:Bearer|DPoP)\s+([A-Za-z0-9._~+/=-]{8,})/gi)].map(([, one]) => ({
    text: one!
  }))
  const form = new RegExp(`\\b(${NAMES.join('|')})["']?\\s*[=:]\\s*["']?([A-Za-z0-9._~+/%-]{8,}=*)`, 'g')
  const named = [...text.matchAll(form)].map(([, name, one]) => ({ text: one!, name }))
  const jwts = [...text.matchAll(JWT)].map(([one]) => ({ text: one }))
  return [...byName(named), ...bearers, ...jwts]
}

function byName(found: Found[]): Found[] {
  const place = ({ name }: Found) => (NAMES.indexOf(name ?? '') + NAMES.length + 1) % (NAMES.length + 1)
  return found.sort((one, other) => place(one) - place(other))
}

function once(found: readonly Found[]): Found[] {
  const seen = new Set<string>()
  return found.filter(({ text }) => !seen.has(text) && seen.add(text))
}
