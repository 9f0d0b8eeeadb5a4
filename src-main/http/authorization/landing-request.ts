import type { Request, Response } from 'express'
import { parseForm } from '../../oauth'
import { isEncrypted } from '../listening/encrypted'
import { panelCookies } from '../panel/rpc/panel-cookies'
import { FORM, MAX_BODY_BYTES_WITH_PICTURE, readBody } from '../read-body'
import { readCookie } from '../read-cookie'
import { splitTarget } from '../request-head'
import { browserIdOf, cookieNames } from './browser'
import type { Landing, LandingBrowser } from './landing'

/** The one field of the form in which a page of ours hands over the fragment that no browser sends. */
export const FRAGMENT = 'fragment'
/** Those of the form that brings an answer on, to where the browser shows its cookies. */
const HANDED = { mode: 'handed_mode', text: 'handed_text', raw: 'handed_raw', times: 'handed_times' } as const
const MODES = ['query', 'fragment', 'form_post'] as const

/** What a request to the landing place brings, and how often it was brought on. */
export interface LandingRequest {
  readonly landing: Landing
  readonly handOvers: number
}

export type FindPanelSession = (
  cookie: string
) => Promise<{ readonly session: { readonly id: string } } | undefined>

export async function readLanding(request: Request): Promise<LandingRequest> {
  const { path, query } = splitTarget(request.url)
  if (request.method !== 'POST')
    return { landing: { mode: 'query', text: query, raw: rawOf(request, '') }, handOvers: 0 }
  const body = await readBody(request, [FORM], MAX_BODY_BYTES_WITH_PICTURE)
  const form = parseForm(body)
  const mode = MODES.find((one) => one === form.get(HANDED.mode))
  if (mode)
    return {
      landing: { mode, text: form.get(HANDED.text) ?? '', raw: form.get(HANDED.raw) ?? '' },
      handOvers: handOversIn(form.get(HANDED.times))
    }
  const fragment = form.get(FRAGMENT)
  const landing: Landing =
    fragment === undefined
      ? { mode: 'form_post', text: body, raw: rawOf(request, body) }
      : { mode: 'fragment', text: fragment, raw: `${path}#${fragment}` }
  return { landing, handOvers: 0 }
}

/** Anybody can post the form: a number that this server does not write is taken for more than there can be. */
function handOversIn(times: string | undefined): number {
  return /^[12]$/.test(times ?? '') ? Number(times) : Infinity
}

/** The fields that bring it on once more. */
export function handedFields({ landing, handOvers }: LandingRequest): [name: string, value: string][] {
  const { mode, text, raw } = landing
  return [
    [HANDED.mode, mode],
    [HANDED.text, text],
    [HANDED.raw, raw],
    [HANDED.times, String(handOvers + 1)]
  ]
}

/** Who a browser shows to be here: cookies are neither made nor changed, since a form of another site shows none (SameSite). */
export async function landingBrowser(
  request: Request,
  response: Response,
  findPanelSession: FindPanelSession
): Promise<Omit<LandingBrowser, 'handOvers'>> {
  const names = cookieNames(request.socket.localPort ?? 0, isEncrypted(request))
  const own = readCookie(request, names.browser)
  const panel = panelCookies(request, response).session
  const session = panel === undefined ? undefined : (await findPanelSession(panel))?.session.id
  return {
    ...(own !== undefined && { browser: browserIdOf(own) }),
    ...(session !== undefined && { session })
  }
}

/** The request of the browser, line by line, without what its cookies say. */
function rawOf({ method, url, httpVersion, rawHeaders }: Request, body: string): string {
  const lines: string[] = []
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.toLowerCase() !== 'cookie') lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`)
  return [`${method} ${url} HTTP/${httpVersion}`, ...lines, '', body].join('\r\n')
}
