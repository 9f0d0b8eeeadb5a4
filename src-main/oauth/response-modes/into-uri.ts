/** A URI with parameters in its query; the query that it has already is kept (RFC 6749 §3.1.2). */
export function intoQuery(uri: string, form: string): string {
  const mark = uri.indexOf('?')
  const separator = mark === -1 ? '?' : /[?&]$/.test(uri) ? '' : '&'
  return uri + separator + form
}

/** A URI with parameters in its fragment, which a registered redirect URI never has (OAuth 2.0 Multiple Response Types §5). */
export function intoFragment(uri: string, form: string): string {
  return `${uri}#${form}`
}
