import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Random } from '../../../ports'

const SECRET_CHARACTERS = 43

export interface VisitorTokens {
  /** A new value for the cookie of a browser that has not signed in. */
  makeVisitor(): string
  /** What that browser must send along to sign in. */
  tokenOf(visitor: string): string
}

/**
 * Binds a sign-in to the browser that asked for it, without keeping anything of browsers that never sign in: the token is a
 * digest of the visitor's cookie, which no page can read; the next server on the same store makes the same one of it.
 */
export function createVisitorTokens({ random }: { random: Random }): VisitorTokens {
  return {
    makeVisitor: () => random.alphanumeric(SECRET_CHARACTERS),
    tokenOf: (visitor) => createHmac('sha256', 'visitor').update(visitor).digest('base64url')
  }
}

/** Compares a token in constant time. */
export function isSameToken(sent: string | undefined, expected: string): boolean {
  if (sent === undefined) return false
  const digestOf = (text: string) => createHmac('sha256', 'panel').update(text).digest()
  return timingSafeEqual(digestOf(sent), digestOf(expected))
}
