/**
 * CORS for the endpoints that pages of other origins call (Fetch standard §3.2). They carry no cookies, so every origin may;
 * the panel has none of this.
 */
export const CORS_HEADERS = Object.freeze({
  'Access-Control-Allow-Origin': '*',
  // A page reads why it was refused only if it may see the challenge.
  'Access-Control-Expose-Headers': 'WWW-Authenticate'
})

/** The answer to a preflight request for an endpoint with this one method; browsers may keep it for ten minutes. */
export function preflightHeaders(method: string): Readonly<Record<string, string>> {
  return Object.freeze({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': method,
    'Access-Control-Allow-Headers': 'Authorization, Content-Type',
    'Access-Control-Max-Age': '600'
  })
}
