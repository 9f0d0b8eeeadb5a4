import type { Entry } from '../entry'
import { answerHeadersOf, requestHeadersOf, type HeaderLines, type RawExchange } from '../raw-exchange'
import { maskAddress, maskBody, maskHeaders } from '../secrets/mask'
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
export function holds({ raw, exchange }: Entry, words: Words, findsSecrets: boolean): boolean {
  const { path, error, error_description, reason } = exchange
  if (words.isIn(path)) return true
  if (error !== undefined && words.isIn(error)) return true
  if (error_description !== undefined && words.isIn(error_description)) return true
  if (reason !== undefined && words.isIn(reason)) return true
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
  for (const name in answerHeaders) {
    const value = answerHeaders[name]
    if (words.isIn(name) || words.isIn(typeof value === 'string' ? value : String(value))) return true
  }
  return false
}

/** A mask only takes away, so a text is masked where the words stand in it; names of headers are never masked. */
function isInMasked(raw: RawExchange, words: Words): boolean {
  const [request, answer] = [requestHeadersOf(raw), answerHeadersOf(raw)]
  const shows = (text: string, mask: (text: string) => string) =>
    (words.haveDots || words.isIn(text)) && words.isIn(mask(text))
  return (
    linesShow(request, words) ||
    linesShow(answer, words) ||
    shows(raw.target, maskAddress) ||
    shows(raw.requestBody, (body) => maskBody(body, request)) ||
    shows(raw.answerBody, (body) => maskBody(body, answer))
  )
}

function linesShow(lines: HeaderLines, words: Words): boolean {
  return lines.some(
    (line) =>
      words.isIn(line[0]) ||
      ((words.haveDots || words.isIn(line[1])) && words.isIn(maskHeaders([line])[0]![1]))
  )
}
