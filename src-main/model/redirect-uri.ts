import { z } from './zod'

/** Schemes that run code or read files when a browser follows them. */
const FORBIDDEN_SCHEMES = [
  'javascript:',
  'data:',
  'vbscript:',
  'file:',
  'blob:',
  'about:',
  'view-source:',
  'filesystem:'
]

/**
 * A redirect URI as RFC 6749 §3.1.2 wants it: absolute, without a fragment; and as RFC 9700 §4.1 wants it: without
 * wildcards, and never a scheme that runs code.
 */
export const redirectUriSchema = z
  .string()
  .max(2000)
  .superRefine((value, context) => {
    const problem = problemOf(value)
    if (problem) context.addIssue({ code: 'custom', message: problem })
  })

function problemOf(value: string): string | undefined {
  if (/[\s\p{Cc}\\]/u.test(value)) return 'must hold no spaces, control characters or backslashes'
  if (!URL.canParse(value)) return 'must be an absolute URI, such as http://localhost:3000/callback'
  const url = new URL(value)
  if (FORBIDDEN_SCHEMES.includes(url.protocol)) return `must not use the scheme ${url.protocol.slice(0, -1)}`
  if (value.includes('#')) return 'must hold no fragment (RFC 6749 §3.1.2)'
  if (value.includes('*'))
    return 'must hold no wildcard: redirect URIs are compared as exact strings (RFC 9700 §4.1)'
  if (url.username || url.password) return 'must hold no user name or password'
  return undefined
}
