/** The cookies of one way through one server, by name. Attributes are of no use on so short a way. */
export function createCookieJar() {
  const cookies = new Map<string, string>()
  return {
    /** The value of the header; what the browser has of its own stands before what it was given. */
    header(own: string): string {
      const all = new Map([...cookies, ...own.split('; ').flatMap(entryOf)])
      return [...all].map(([name, value]) => `${name}=${value}`).join('; ')
    },
    take(headers: readonly (readonly [name: string, value: string])[]): void {
      for (const [name, value] of headers)
        if (name.toLowerCase() === 'set-cookie')
          for (const [key, content] of entryOf(value.split(';')[0] ?? '')) cookies.set(key, content)
    }
  }
}

function entryOf(pair: string): [string, string][] {
  const at = pair.indexOf('=')
  return at > 0 ? [[pair.slice(0, at).trim(), pair.slice(at + 1)]] : []
}
