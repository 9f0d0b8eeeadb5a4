import { hash } from 'node:crypto'
import { IDENTIFIER_LENGTHS } from '../../../model'

const LABEL = 'refresh token successor'
const COUNTER_BYTES = 4
/** Of 43 characters the last one holds four bits alone, and is left out. */
const WHOLE_CHARACTERS = 42

/**
 * The successor of a refresh token (RFC 9700 §4.14), by the one-step key derivation of NIST SP 800-56C §4 with SHA-256 from the token itself and a secret
 * that is kept with it: the server can tell it again within the grace window without keeping it in clear, and nobody else can derive it
 * from the old one. Of 64 characters in base64url, the two that no token holds are passed over, so that all 62 are equally likely.
 */
export function successorOf(token: string, salt: string): string {
  const input = Buffer.from(`${'\0'.repeat(COUNTER_BYTES)}${token}${LABEL}${salt}`, 'latin1')
  let successor = ''
  for (let counter = 1; successor.length < IDENTIFIER_LENGTHS.opaqueToken; counter += 1) {
    input.writeUInt32BE(counter)
    successor += hash('sha256', input, 'base64url').slice(0, WHOLE_CHARACTERS).replace(/[-_]/g, '')
  }
  return successor.slice(0, IDENTIFIER_LENGTHS.opaqueToken)
}
