import type { Session } from '../../../src-main/contract'

export interface Browser {
  /** The cookies that it holds, by name. */
  readonly cookies: Map<string, string>
  /** The `Set-Cookie` lines that came with the last answer. */
  lastSetCookies: string[]
  csrfToken: string | undefined
  /** What a page of the panel sends along. */
  headers(): Record<string, string>
  /** As fetch, with the cookies. */
  fetch(request: Request | string | URL, init?: RequestInit): Promise<Response>
  /** A call of the panel as its page makes it: the answer's status and output. */
  rpc(
    procedure: string,
    input?: unknown,
    headers?: Record<string, string>
  ): Promise<{ status: number; output: unknown }>
  /** Asks who it is, as the page does when it loads, and keeps the token. */
  load(): Promise<Session>
  signIn(credentials: { username: string; password: string }): Promise<Session>
}

/** Something that keeps cookies and the CSRF token as a page of the panel in a browser does. */
export function createBrowser(address: string): Browser {
  const cookies = new Map<string, string>()

  const keep = (line: string): void => {
    const [pair = ''] = line.split(';')
    const [name = '', value = ''] = pair.split('=')
    if (value === '') cookies.delete(name)
    else cookies.set(name, value)
  }

  const browser: Browser = {
    cookies,
    lastSetCookies: [],
    csrfToken: undefined,

    headers: () => csrfHeader(browser.csrfToken),

    async fetch(request, init) {
      const asked = new Request(request, init)
      if (cookies.size > 0)
        asked.headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
      const response = await fetch(asked)
      browser.lastSetCookies = response.headers.getSetCookie()
      browser.lastSetCookies.forEach(keep)
      return response
    },

    async rpc(procedure, input, headers = browser.headers()) {
      const response = await browser.fetch(`${address}/panel/rpc/${procedure.replace('.', '/')}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify({ json: input })
      })
      const { json } = (await response.json()) as { json: unknown }
      return { status: response.status, output: json }
    },

    async load() {
      const { output } = await browser.rpc('session.current')
      const session = output as Session
      browser.csrfToken = session.csrfToken
      return session
    },

    async signIn(credentials) {
      await browser.load()
      const { status, output } = await browser.rpc('session.signIn', credentials)
      if (status !== 200) throw new Error(`The sign-in was refused: ${JSON.stringify(output)}`)
      const session = output as Session
      browser.csrfToken = session.csrfToken
      return session
    }
  }
  return browser
}

function csrfHeader(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { 'X-CSRF-Token': token }
}
