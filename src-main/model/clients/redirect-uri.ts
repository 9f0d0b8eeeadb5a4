import { z } from '../zod'
import { say } from '../messages/say'

/** Schemes that run code or read files when a browser follows them. */
const FORBIDDEN_SCHEMES = [
  'javascript:',
  'data:',
  'vbscript:',
  'file:',
  'blob:',
  'about:',
  'view-source:',
  'filesystem:',
  'jar:',
  'mhtml:'
]

/** The characters of a URI (RFC 3986 §2); everything else is written as %XX. */
const URI_CHARACTERS = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/

/**
 * A redirect URI as RFC 6749 §3.1.2 wants it: absolute, without a fragment; and as RFC 9700 §4.1 wants it: without
 * wildcards, and never a scheme that runs code.
 */
export const redirectUriSchema = z
  .string()
  .max(2000)
  .superRefine((value, context) => {
    const problem = redirectUriProblem(value)
    if (problem) context.addIssue({ code: 'custom', message: problem })
  })

/** What is wrong with a redirect URI, as half a sentence. It is asked at registration and again at use. */
export function redirectUriProblem(value: string): string | undefined {
  if (/[\s\p{Cc}\\]/u.test(value)) return say('redirect_characters')
  if (!URL.canParse(value)) return say('redirect_relative')
  const url = new URL(value)
  if (FORBIDDEN_SCHEMES.includes(url.protocol))
    return say('redirect_scheme', { scheme: url.protocol.slice(0, -1) })
  // Browsers mend http:host and http:///host, so that it would be compared as one thing and followed as another.
  if (/^https?:/i.test(value) && !/^https?:\/\/[^/?]/i.test(value)) return say('redirect_host')
  if (value.includes('#')) return say('redirect_fragment')
  if (value.includes('*')) return say('redirect_wildcard')
  if (url.username || url.password || /^[^/?]*\/\/[^/?]*@/.test(value)) return say('redirect_user')
  if (!URI_CHARACTERS.test(value)) return say('redirect_escape')
  return undefined
}

/** A loopback address by number over http: before the port, the port, behind it. */
const LOOPBACK = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::\d{1,5})?((?:[/?].*)?)$/

/**
 * Whether two redirect URIs are the same but for the port of a loopback address (RFC 8252 §7.3), which a native app gets from its
 * system when it starts. `localhost` isn't such an address: what it resolves to is up to the machine (§8.3).
 */
export function differInLoopbackPort(registered: string, asked: string): boolean {
  const [one, other] = [LOOPBACK.exec(registered), LOOPBACK.exec(asked)]
  return one !== null && other !== null && one[1] === other[1] && one[2] === other[2]
}
