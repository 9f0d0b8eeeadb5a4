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

/** The lines of headers that stand as names and values in turn. */
export function headerLines(headers: readonly string[]): HeaderLines {
  const lines: [string, string][] = []
  for (let at = 0; at + 1 < headers.length; at += 2) lines.push([headers[at]!, headers[at + 1]!])
  return lines
}

/** What a message says that its body is, by such headers. */
export function contentTypeIn(headers: readonly string[]): string {
  return headerIn(headers, 'content-type') ?? ''
}

/** The first value of a header among such, by its name in lower case. */
export function headerIn(headers: readonly string[], lowerCaseName: string): string | undefined {
  for (let at = 0; at + 1 < headers.length; at += 2)
    if (isCalled(headers[at]!, lowerCaseName)) return headers[at + 1]!
  return undefined
}

/** Many are asked, and a length costs nothing to compare. */
const isCalled = (name: string, lowerCase: string): boolean =>
  name.length === lowerCase.length && name.toLowerCase() === lowerCase

/** The first value of a header, by its name in lower case. */
export function headerOf(lines: HeaderLines, lowerCaseName: string): string | undefined {
  return lines.find(([name]) => name.toLowerCase() === lowerCaseName)?.[1]
}
