import { say } from '../../../../src-main/contract'

/**
 * A JWKS (RFC 7517 §5) as a person pastes it: one set, one key, or a list of keys. Null for empty text; an Error that
 * says what is wrong where it is no JSON. What the keys must be is for the contract's schema to say.
 */
export function jwksOf(text: string): object | null | Error {
  if (!text.trim()) return null
  try {
    const value: unknown = JSON.parse(text)
    if (Array.isArray(value)) return { keys: value }
    if (typeof value === 'object' && value !== null) return 'keys' in value ? value : { keys: [value] }
    return new Error(say('key_set_form'))
  } catch (error) {
    return new Error(say('not_json', { why: error instanceof Error ? error.message : String(error) }))
  }
}
