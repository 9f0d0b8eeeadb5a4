import { hasRepeatedNames } from '../records/repeated-names'

/** What a text of JSON says; undefined: it is none, or an object in it has a member twice, of which one would be lost without a word. */
export function readJson(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return hasRepeatedNames(text, value) ? undefined : { value }
  } catch {
    return undefined
  }
}
