/**
 * CORS for the endpoints that pages of other origins call (Fetch standard §3.2). They carry no cookies, so every origin may;
 * the panel has none of this.
 */
export const CORS_HEADERS = Object.freeze({
  'Access-Control-Allow-Origin': '*',
  // A page reads why it was refused only if it may see the challenge.
  'Access-Control-Expose-Headers': 'WWW-Authenticate, DPoP-Nonce'
})

/** The answer to a preflight request for an endpoint with these methods; browsers may keep it for ten minutes. */
export function preflightHeaders(methods: readonly string[]): Readonly<Record<string, string>> {
  return Object.freeze({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': methods.join(', '),
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, DPoP',
    'Access-Control-Max-Age': '600'
  })
}
