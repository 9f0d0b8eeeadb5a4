import type { Entry } from '../entry'
import { contentTypeIn, type RawExchange } from '../raw-exchange'
import { maskAddress, maskBody, maskHeader } from '../secrets/mask'
import { DOTS } from '../secrets/secret-names'

/** What is looked for, as it is typed; letters of any case. */
export interface Words {
  /** Whether a text holds them. */
  isIn(text: string): boolean
  /** Whether they can stand in a masked text alone, since they hold what stands in the place of a secret. */
  readonly haveDots: boolean
}

export function wordsOf(text: string): Words {
  const pattern = new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i')
  const { length } = text
  // Most header lines are shorter than what people look for, and a length costs nothing to compare.
  return { isIn: (one) => one.length >= length && pattern.test(one), haveDots: text.includes(DOTS[0]!) }
}

/** Whether the path, the headers, the bodies or the reason of an exchange hold words. */
export function holds({ raw, exchange, refusal }: Entry, words: Words, findsSecrets: boolean): boolean {
  if (words.isIn(exchange.path)) return true
  if (refusal?.some(words.isIn)) return true
  if (!raw || !isInRaw(raw, words)) return false
  return findsSecrets || isInMasked(raw, words)
}

/** Many are looked through, so nothing is made on the way. */
function isInRaw(
  { target, requestBody, answerBody, requestHeaders, answerHeaders }: RawExchange,
  words: Words
) {
  if (words.isIn(requestBody) || words.isIn(answerBody) || words.isIn(target)) return true
  for (const text of requestHeaders) if (words.isIn(text)) return true
  for (const text of answerHeaders) if (words.isIn(text)) return true
  return false
}

/** A mask only takes away, so a text is masked where the words stand in it; names of headers are never masked. */
function isInMasked(raw: RawExchange, words: Words): boolean {
  const shows = (text: string, mask: (text: string) => string) =>
    (words.haveDots || words.isIn(text)) && words.isIn(mask(text))
  const lineShows = (name: string, value: string) =>
    words.isIn(name) || shows(value, () => maskHeader(name.toLowerCase(), value))
  const headersShow = (lines: readonly string[]) => {
    for (let at = 0; at + 1 < lines.length; at += 2) if (lineShows(lines[at]!, lines[at + 1]!)) return true
    return false
  }
  return (
    headersShow(raw.requestHeaders) ||
    shows(raw.target, maskAddress) ||
    shows(raw.requestBody, (body) => maskBody(body, contentTypeIn(raw.requestHeaders))) ||
    shows(raw.answerBody, (body) => maskBody(body, contentTypeIn(raw.answerHeaders))) ||
    headersShow(raw.answerHeaders)
  )
}
