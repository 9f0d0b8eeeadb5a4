import { hash } from 'node:crypto'

/** Under which a token is kept: the base64url SHA-256 digest of its characters. The token itself is not kept. */
export function tokenDigest(token: string): string {
  return hash('sha256', token, 'base64url')
}
