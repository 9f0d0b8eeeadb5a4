import { hkdfSync } from 'node:crypto'
import { IDENTIFIER_LENGTHS } from '../../../model'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
/** The bytes below it fall evenly on the alphabet; the others, one in 32, are passed over. */
const EVEN = 256 - (256 % ALPHABET.length)
/** Of these some 310 fall on the alphabet, and 255 are needed; what they are doesn't depend on how many are asked for. */
const BYTES = 320

/**
 * The successor of a refresh token (RFC 9700 §4.14), by HKDF (RFC 5869) from the token itself and a secret that is kept with it: the
 * server can tell it again within the grace window without keeping it in clear, and nobody else can derive it from the old one.
 */
export function successorOf(token: string, salt: string): string {
  const bytes = new Uint8Array(hkdfSync('sha256', token, salt, 'refresh token successor', BYTES))
  let successor = ''
  for (const byte of bytes) {
    if (byte < EVEN) successor += ALPHABET[byte % ALPHABET.length]
    if (successor.length === IDENTIFIER_LENGTHS.opaqueToken) break
  }
  return successor
}
