import type { ServerResponse } from 'node:http'
import { answerWith } from '../answers/answer'
import { ownAddress } from '../listening/base-path'

/** What every answer on the way of a person carries: it may hold a code, and nobody else is to learn where it came from. */
export const WAY_HEADERS = Object.freeze({
  'Cache-Control': 'no-store',
  Pragma: 'no-cache',
  'Referrer-Policy': 'no-referrer'
})

/** RFC 9700 §4.12: never 307 or 308, with which a browser would send a form on to the client; 303 says GET. */
export function seeOther(response: ServerResponse, location: string): void {
  answerWith(response, {
    status: 303,
    headers: { ...WAY_HEADERS, Location: ownAddress(response, location) },
    body: ''
  })
}
