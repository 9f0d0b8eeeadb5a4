import { ORPCError } from '@orpc/server'
import type { Request, Response } from 'express'
import type { ResumedSession } from '../../../accounts'
import type { Capability } from '../../../contract'
import { accessLevelOf, hasAccess } from '../../../model'
import type { BrowserSession, PanelContext } from '../../../panel'
import { panelCookies, type PanelCookies } from './panel-cookies'
import { createVisitorTokens, isSameToken, type VisitorTokens } from './panel-csrf'
import type { PanelHttpDependencies } from '../panel-http-dependencies'
import { isOwnOrigin, panelOrigin } from './panel-origin'
import { clientAddress } from '../../listening/trusted-proxies'

export type BrowserCallDependencies = Pick<PanelHttpDependencies, 'panel' | 'accounts' | 'random'> & {
  readonly ends: () => AbortSignal
}

const CAPABILITIES: readonly Capability[] = ['session.sign_out']

/** Changes nothing, and is how a page comes by its token. */
const TOKEN_SOURCE = 'session/current'
const SIGN_IN = 'session/signIn'

/** Finds out who calls from a browser, and refuses what the panel's own page didn't send. Throws ORPCError. */
export function createBrowserCalls({ accounts, random, ends }: BrowserCallDependencies) {
  const visitors = createVisitorTokens({ random })

  return async (request: Request, response: Response, procedure: string): Promise<PanelContext> => {
    if (!isOwnOrigin(request)) throw forbidden('The panel takes calls from its own page only')
    const cookies = panelCookies(request, response)
    const resumed = cookies.session ? await accounts.sessions.resume(cookies.session) : undefined
    const csrfToken = resumed ? resumed.session.csrfToken : visitorToken(visitors, cookies, procedure)
    const mayChange = isSameToken(request.get('x-csrf-token'), csrfToken)
    if (!mayChange && procedure !== TOKEN_SOURCE) refuseToken(request, procedure, resumed)
    return {
      actor: resumed ? { kind: 'user', user: resumed.user } : { kind: 'nobody' },
      capabilities: CAPABILITIES,
      browserSession: browserSession(request, cookies, csrfToken, resumed),
      ends: ends(),
      stillAllowed: async () =>
        !cookies.session || hasKeptRights(resumed, await accounts.sessions.peek(cookies.session))
    }
  }
}

/** Whether the session lives and its person's roles give no less access than before. */
function hasKeptRights(before: ResumedSession | undefined, now: ResumedSession | undefined): boolean {
  if (!now) return false
  return !before || hasAccess(accessLevelOf(now.user.roles), accessLevelOf(before.user.roles))
}

/** The token of a browser that has not signed in; whoever asks for one gets the cookie that it belongs to. */
function visitorToken(visitors: VisitorTokens, cookies: PanelCookies, procedure: string): string {
  const visitor = cookies.visitor ?? visitors.makeVisitor()
  if (!cookies.visitor && procedure === TOKEN_SOURCE) cookies.setVisitor(visitor)
  return visitors.tokenOf(visitor)
}

/** Reading with GET changes nothing, and its answer stays with the panel's own page. */
function refuseToken(request: Request, procedure: string, resumed: ResumedSession | undefined): void {
  if (request.method === 'GET' && resumed) return
  if (!resumed && procedure !== SIGN_IN) throw new ORPCError('UNAUTHORIZED', { message: 'Sign in first' })
  throw forbidden('The header X-CSRF-Token is missing or out of date; load the page again')
}

function browserSession(
  request: Request,
  cookies: PanelCookies,
  csrfToken: string,
  resumed: ResumedSession | undefined
): BrowserSession {
  return {
    open: cookies.setSession,
    close: cookies.clearSession,
    ...(resumed ? { sessionId: resumed.session.id } : {}),
    csrfToken,
    origin: panelOrigin(request),
    userAgent: request.get('user-agent') ?? '',
    ip: clientAddress(request)
  }
}

function forbidden(message: string): ORPCError<'FORBIDDEN', undefined> {
  return new ORPCError('FORBIDDEN', { message })
}
