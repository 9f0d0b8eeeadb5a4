import { hash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Random } from '../../ports'
import { isEncrypted } from '../listening/encrypted'
import { isSameToken } from '../panel/rpc/panel-csrf'
import { readCookie } from '../read-cookie'

const SECRET_CHARACTERS = 43

/** The browser at the other end, by its cookies: those of the authorization endpoint and its pages, apart from the panel's. */
export interface Browser {
  /** The digest of the browser's own cookie; what happens on the way through the pages is bound to it. */
  readonly id: string
  /** What every form of a page carries, bound to the browser. */
  readonly formToken: string
  isFormToken(sent: string | undefined): boolean
  /** The value of the cookie of the sign-in session. */
  readonly sessionToken: string | undefined
  /** What the session iframe compares (OpenID Connect Session Management §3.2); a script of ours can read it, so it is no secret. */
  readonly state: string
  /** A new session, which is also a new state. */
  setSession(token: string): void
  clearSession(): void
}

/**
 * The cookies of a browser that comes with a person. One that has none gets its own. SameSite=Lax, since people come from pages of clients.
 * Cookies don't know ports, so the port stands in their names.
 */
export function browserOf(
  request: IncomingMessage,
  response: ServerResponse,
  { random }: { random: Random }
): Browser {
  const overTls = isEncrypted(request)
  const port = request.socket.localPort ?? 0
  const names = cookieNames(port, overTls)
  const set = (name: string, value: string, more = '', sameSite = 'Lax') =>
    response.appendHeader(
      'Set-Cookie',
      `${name}=${value}; Path=/${more}; SameSite=${sameSite}${overTls ? '; Secure' : ''}${value === '' ? '; Max-Age=0' : ''}`
    )
  // The iframe that reads it stands in a page of another site, where a browser shows it only such a cookie, and only over TLS.
  const setState = (value: string) => set(names.state, value, '', overTls ? 'None' : 'Lax')
  let own = readCookie(request, names.browser)
  if (own === undefined) {
    own = random.alphanumeric(SECRET_CHARACTERS)
    set(names.browser, own, '; HttpOnly')
  }
  const sessionToken = readCookie(request, names.session)
  const formToken = digest(`form\n${own}`)
  return {
    id: browserIdOf(own),
    formToken,
    isFormToken: (sent) => isSameToken(sent, formToken),
    sessionToken,
    state: stateOf(sessionToken),
    setSession: (token) => {
      set(names.session, token, '; HttpOnly')
      setState(stateOf(token))
    },
    clearSession: () => {
      set(names.session, '', '; HttpOnly')
      setState('')
    }
  }
}

/** The id of the browser that has this cookie. */
export function browserIdOf(own: string): string {
  return digest(own)
}

/** The names of the cookies of one listener. `__Host-` binds them to this very host, where TLS allows it. */
export function cookieNames(port: number, overTls: boolean) {
  const prefix = `${overTls ? '__Host-' : ''}friendly_oauth2_${port}`
  return { browser: `${prefix}_browser`, session: `${prefix}_session`, state: `${prefix}_state` }
}

/** The state of a browser in which nobody is signed in is empty, which its iframe finds as a missing cookie. */
function stateOf(sessionToken: string | undefined): string {
  return sessionToken === undefined ? '' : digest(`state\n${sessionToken}`)
}

function digest(text: string): string {
  return hash('sha256', text, 'base64url')
}
