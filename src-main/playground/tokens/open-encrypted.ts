import { compactDecrypt, errors, importJWK, type JWK } from 'jose'
import type { Jwk } from '../../model'
import { readJwt } from './read-jwt'

/** Something encrypted, and what was in it. */
export interface OpenedToken {
  /** What it holds; of one that nobody can open, itself. */
  readonly token: string
  /** Left out: it was not encrypted. */
  readonly encryption?: 'opened' | 'no_key'
}

/** Opens an encrypted JWT (RFC 7516 §5.2) with whichever of the keys fits. Throws TokenFault for what is no JWT. */
export async function openEncrypted(token: string, keys: readonly Jwk[]): Promise<OpenedToken> {
  const jwt = readJwt(token)
  if (jwt.kind === 'jws') return { token }
  const { alg, kid } = jwt.header
  const fitting = keys.filter((key) => kid === undefined || key.kid === undefined || key.kid === kid)
  for (const key of fitting) {
    const content = await decrypted(token, key, String(alg))
    if (content !== undefined) return { token: content, encryption: 'opened' }
  }
  return { token, encryption: 'no_key' }
}

async function decrypted(token: string, key: Jwk, alg: string): Promise<string | undefined> {
  try {
    const { plaintext } = await compactDecrypt(token, await importJWK(key as JWK, alg))
    return new TextDecoder().decode(plaintext)
  } catch (error) {
    // Another key's, or one of another kind, at which the Web Crypto API balks in its own way.
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException)
      return undefined
    throw error
  }
}
