import type { Request, Response } from 'express'
import { checkSessionPage } from '../../oauth'
import { answerWith } from '../answers/answer'
import { isEncrypted } from '../listening/encrypted'
import { cookieNames } from './browser'

/** OpenID Connect Session Management §3.2: the one page that others may load in an iframe; its script reads a cookie and no more. */
export async function showCheckSession(request: Request, response: Response): Promise<void> {
  const page = checkSessionPage(cookieNames(request.socket.localPort ?? 0, isEncrypted(request)).state)
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-cache',
    'Referrer-Policy': 'no-referrer',
    'Content-Security-Policy': `default-src 'none'; script-src ${page.scriptSource}; base-uri 'none'; form-action 'none'; frame-ancestors *`
  }
  answerWith(response, { status: 200, headers, body: request.method === 'HEAD' ? '' : page.html })
}
