/** A request and its answer as they passed, for whoever looks later. Nothing here is parsed or copied while it is recorded. */
export interface RawExchange {
  readonly httpVersion: string
  /** The request target as it came: path and query. */
  readonly target: string
  readonly ip: string
  /** Names and values of the request's headers in turn, in their order, duplicates included. */
  readonly requestHeaders: readonly string[]
  readonly requestBody: string
  /** The answer's, in the same way. */
  readonly answerHeaders: readonly string[]
  readonly answerBody: string
  /** The person that it is about, by the subject that the store knows. */
  readonly sub?: string | undefined
}

/** Header lines with their names. */
export type HeaderLines = readonly (readonly [name: string, value: string])[]

/** The header lines of a request. */
export function requestHeadersOf({ requestHeaders }: RawExchange): HeaderLines {
  return linesOf(requestHeaders)
}

/** The header lines of an answer. */
export function answerHeadersOf({ answerHeaders }: RawExchange): HeaderLines {
  return linesOf(answerHeaders)
}

/** What a request says that its body is. */
export function requestTypeOf({ requestHeaders }: RawExchange): string {
  return valueIn(requestHeaders, 'content-type') ?? ''
}

/** What an answer says that its body is. */
export function answerTypeOf({ answerHeaders }: RawExchange): string {
  return valueIn(answerHeaders, 'content-type') ?? ''
}

/** The first value of a header among names and values in turn, by its name in lower case. */
export function valueIn(headers: readonly string[], lowerCaseName: string): string | undefined {
  for (let at = 0; at + 1 < headers.length; at += 2)
    if (isCalled(headers[at]!, lowerCaseName)) return headers[at + 1]!
  return undefined
}

/** Many are asked, and a length costs nothing to compare. */
const isCalled = (name: string, lowerCase: string): boolean =>
  name.length === lowerCase.length && name.toLowerCase() === lowerCase

function linesOf(headers: readonly string[]): HeaderLines {
  const lines: [string, string][] = []
  for (let at = 0; at + 1 < headers.length; at += 2) lines.push([headers[at]!, headers[at + 1]!])
  return lines
}

/** The first value of a header, by its name in lower case. */
export function headerOf(lines: HeaderLines, lowerCaseName: string): string | undefined {
  return lines.find(([name]) => name.toLowerCase() === lowerCaseName)?.[1]
}
