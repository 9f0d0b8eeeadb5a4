/** What is worth knowing of a redirect URI that is accepted; an id of the catalogue. */
export function redirectWarning(uri: string): 'insecure' | undefined {
  const url = URL.canParse(uri) ? new URL(uri) : undefined
  if (url?.protocol !== 'http:') return undefined
  // Plain http to another machine: a code can be read on the way.
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname) ? undefined : 'insecure'
}
