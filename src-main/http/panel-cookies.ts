import type { Request, Response } from 'express'

export interface PanelCookies {
  /** The value of the session's cookie. */
  readonly session: string | undefined
  /** The value of the cookie that a browser has before it signs in. */
  readonly visitor: string | undefined
  setSession(value: string): void
  setVisitor(value: string): void
  clearSession(): void
}

/**
 * The panel's two cookies. Cookies don't know ports, so the port stands in their names: two servers on one machine must not
 * sign each other's people out.
 */
export function panelCookies(request: Request, response: Response): PanelCookies {
  const isEncrypted = 'encrypted' in request.socket && request.socket.encrypted === true
  const prefix = `${isEncrypted ? '__Secure-' : ''}friendly_oauth2_${request.socket.localPort ?? 0}`
  const names = { session: `${prefix}_panel`, visitor: `${prefix}_visitor` }
  const attributes = `; Path=/panel; HttpOnly; SameSite=Strict${isEncrypted ? '; Secure' : ''}`
  const set = (name: string, value: string) =>
    response.append('Set-Cookie', `${name}=${value}${attributes}${value === '' ? '; Max-Age=0' : ''}`)
  return {
    session: readCookie(request, names.session),
    visitor: readCookie(request, names.visitor),
    setSession: (value) => {
      set(names.session, value)
      set(names.visitor, '')
    },
    setVisitor: (value) => void set(names.visitor, value),
    clearSession: () => void set(names.session, '')
  }
}

/** A cookie that we could have made: a value of another shape, or one that stands twice, is none. */
function readCookie({ headers }: Request, name: string): string | undefined {
  const values = (headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
  const [value] = values
  return values.length === 1 && value !== undefined && /^[A-Za-z0-9]{43,100}$/.test(value) ? value : undefined
}
