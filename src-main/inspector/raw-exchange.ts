/** A request and its answer as they passed, for whoever looks later. Nothing here is parsed or copied while it is recorded. */
export interface RawExchange {
  readonly httpVersion: string
  /** The request target as it came: path and query. */
  readonly target: string
  readonly ip: string
  /** Names and values of the request's headers in turn, in their order, duplicates included. */
  readonly requestHeaders: readonly string[]
  readonly requestBody: string
  readonly answerHeaders: AnswerHeaders
  readonly answerBody: string
  /** The person that it is about, by the subject that the store knows. */
  readonly sub?: string
}

export type AnswerHeaders = Readonly<Record<string, number | string | readonly string[] | undefined>>

/** Header lines with their names. */
export type HeaderLines = readonly (readonly [name: string, value: string])[]

/** The header lines of a request. */
export function requestHeadersOf({ requestHeaders }: RawExchange): HeaderLines {
  const lines: [string, string][] = []
  for (let at = 0; at + 1 < requestHeaders.length; at += 2)
    lines.push([requestHeaders[at]!, requestHeaders[at + 1]!])
  return lines
}

/** The header lines of an answer. */
export function answerHeadersOf({ answerHeaders }: RawExchange): HeaderLines {
  const lines: [string, string][] = []
  for (const name in answerHeaders) {
    const value = answerHeaders[name]
    if (typeof value === 'object') for (const one of value) lines.push([name, one])
    else if (value !== undefined) lines.push([name, String(value)])
  }
  return lines
}

/** What a request says that its body is. */
export function requestTypeOf({ requestHeaders }: RawExchange): string {
  for (let at = 0; at + 1 < requestHeaders.length; at += 2)
    if (requestHeaders[at]!.toLowerCase() === 'content-type') return requestHeaders[at + 1]!
  return ''
}

/** What an answer says that its body is. */
export function answerTypeOf({ answerHeaders }: RawExchange): string {
  for (const name in answerHeaders)
    if (name.toLowerCase() === 'content-type') return String(answerHeaders[name])
  return ''
}

/** The first value of a header, by its name in lower case. */
export function headerOf(lines: HeaderLines, lowerCaseName: string): string | undefined {
  return lines.find(([name]) => name.toLowerCase() === lowerCaseName)?.[1]
}
