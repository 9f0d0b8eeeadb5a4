import type { Request, Response } from 'express'
import { isEncrypted } from '../../listening/encrypted'
import { readCookie } from '../../read-cookie'

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
  const overTls = isEncrypted(request)
  const prefix = `${overTls ? '__Secure-' : ''}friendly_oauth2_${request.socket.localPort ?? 0}`
  const names = { session: `${prefix}_panel`, visitor: `${prefix}_visitor` }
  const attributes = `; Path=/panel; HttpOnly; SameSite=Strict${overTls ? '; Secure' : ''}`
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
