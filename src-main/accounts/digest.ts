import { createHash } from 'node:crypto'

/** The base64url SHA-256 digest of a text: what is kept of a secret that only has to be recognised. */
export function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64url')
}
