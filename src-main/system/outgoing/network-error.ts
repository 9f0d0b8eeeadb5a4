/** What a failure of the network means, by the code that Node gives it. */
const MEANINGS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was closed before an answer came',
  EPIPE: 'the connection was closed while the request was sent',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up now',
  EHOSTUNREACH: 'the host can not be reached',
  ENETUNREACH: 'the network can not be reached',
  ETIMEDOUT: 'the connection took too long',
  EACCES: 'the connection was not permitted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed and not trusted here',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an authority that is not trusted here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from an authority that is not trusted here',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
  EPROTO: 'it does not speak TLS there; is it an http address?',
  ERR_INVALID_CHAR: 'a header holds a character that HTTP does not allow',
  ERR_INVALID_HTTP_TOKEN: 'the method or the name of a header holds a character that HTTP does not allow'
}

/** One sentence that says where a request was going and what went wrong on the way. */
export function describeNetworkError(
  error: unknown,
  { url, timeoutMs }: { url: URL; timeoutMs: number }
): string {
  const what = `No answer from ${url.origin}`
  if (isAbort(error)) return `${what}: it took longer than ${timeoutMs / 1000} seconds`
  const code = codeOf(error)
  if (code.startsWith('HPE_')) return `${what} that is HTTP: ${messageOf(error)}`
  return `${what}: ${MEANINGS[code] ?? messageOf(error)}${code ? ` (${code})` : ''}`
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError')
}

/** The code of an error; where both loopback addresses were tried, of the first of the two. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
