import type { ServerResponse } from 'node:http'
import { answerWith } from '../../answers/answer'
import { ownAddress, ownLinks } from '../../listening/base-path'
import { renderPage, type Frame, type PageParts } from './page-frame'
import { pagePolicy, type PageNeeds } from './page-policy'

/** A page that is ready to be sent. */
export interface ShownPage extends PageParts {
  readonly needs?: PageNeeds
}

export interface SendOptions {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

// There is no Cross-Origin-Opener-Policy: it would cut the tie between a client's page and the window in which it lets its
// people sign in, and the client would take that window for closed.
const HEADERS = Object.freeze({
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()'
})

/** Sends a page with the headers that every page has, and its own Content-Security-Policy. */
export function sendPage(
  response: ServerResponse,
  frame: Frame,
  page: ShownPage,
  { status = 200, headers = {} }: SendOptions = {}
): void {
  answerWith(
    response,
    {
      status,
      headers: { ...HEADERS, 'Content-Language': frame.language, ...headers },
      body: ownLinks(response, renderPage(frame, page))
    },
    {
      'Content-Security-Policy': pagePolicy({
        ...page.needs,
        images: [page.client?.logo_uri, ...(page.needs?.images ?? [])]
      })
    }
  )
}

/** After a form was taken, the browser goes on by GET (RFC 9110 §15.4.4). */
export function seeOther(response: ServerResponse, location: string): void {
  const headers = {
    Location: ownAddress(response, location),
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer'
  }
  answerWith(response, { status: 303, headers, body: '' })
}
