import type { IncomingMessage } from 'node:http'

/** How often a header stands in a request. Node keeps only the first of some that must stand once. */
export function countHeader({ rawHeaders }: IncomingMessage, lowerCaseName: string): number {
  let count = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!
    if (name.length === lowerCaseName.length && name.toLowerCase() === lowerCaseName) count += 1
  }
  return count
}

/** The path and the query of a request target, as they came. */
export function splitTarget(target: string): { path: string; query: string } {
  const mark = target.indexOf('?')
  return mark === -1
    ? { path: target, query: '' }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) }
}
