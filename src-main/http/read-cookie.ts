import type { IncomingMessage } from 'node:http'

/** A cookie that we could have made: a value of another shape, or one that stands twice, is none. */
export function readCookie({ headers }: IncomingMessage, name: string): string | undefined {
  const values = (headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
  const [value] = values
  return values.length === 1 && value !== undefined && /^[A-Za-z0-9]{43,100}$/.test(value) ? value : undefined
}
