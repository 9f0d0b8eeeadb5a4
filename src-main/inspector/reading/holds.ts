import type { Entry } from '../entry'
import { answerHeadersOf, requestHeadersOf, type HeaderLines, type RawExchange } from '../raw-exchange'
import { maskAddress, maskBody, maskHeaders } from '../secrets/mask'

/** Whether the path, the headers, the bodies or the reason of an exchange hold words. */
export function holds({ raw, exchange }: Entry, words: RegExp, findsSecrets: boolean): boolean {
  const { path, error, error_description, reason } = exchange
  if (words.test(path) || saidIn(error) || saidIn(error_description) || saidIn(reason)) return true
  if (!raw || !isIn(raw, words)) return false
  return findsSecrets || maskedTexts(raw).some((text) => words.test(text))

  function saidIn(text: string | undefined): boolean {
    return text !== undefined && words.test(text)
  }
}

/** Many are looked through, so nothing is made on the way. */
function isIn(raw: RawExchange, words: RegExp): boolean {
  if (words.test(raw.requestBody) || words.test(raw.answerBody) || words.test(raw.target)) return true
  for (const text of raw.requestHeaders) if (words.test(text)) return true
  for (const name in raw.answerHeaders)
    if (words.test(name) || words.test(String(raw.answerHeaders[name]))) return true
  return false
}

function maskedTexts(raw: RawExchange): string[] {
  const [request, answer] = [requestHeadersOf(raw), answerHeadersOf(raw)]
  return [
    maskAddress(raw.target),
    maskBody(raw.requestBody, request),
    maskBody(raw.answerBody, answer),
    ...flat(maskHeaders(request)),
    ...flat(maskHeaders(answer))
  ]
}

const flat = (lines: HeaderLines): string[] => lines.flatMap(([name, value]) => [name, value])
