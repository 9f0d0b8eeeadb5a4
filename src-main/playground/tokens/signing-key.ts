import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { jwkSchema, say, type Jwk } from '../../model'
import { tokenFault, type TokenFault } from './token-fault'

/** A private key that somebody pasted, and its public half under the same names. */
export interface PastedKey {
  readonly privateKey: KeyObject
  readonly publicKey: Jwk
}

/** Reads a private key. Throws TokenFault. */
export function parsePrivateKey(text: string): PastedKey {
  const trimmed = text.trim()
  const members = trimmed.startsWith('{') ? membersOf(trimmed) : undefined
  try {
    const privateKey = members
      ? createPrivateKey({ key: members as JsonWebKey, format: 'jwk' })
      : createPrivateKey(trimmed)
    const { kid, alg } = members ?? {}
    const publicKey = jwkSchema.parse({
      ...createPublicKey(privateKey).export({ format: 'jwk' }),
      ...(typeof kid === 'string' && { kid }),
      ...(typeof alg === 'string' && { alg })
    })
    return { privateKey, publicKey }
  } catch (error) {
    throw fault(
      say('private_key_unreadable', { why: error instanceof Error ? error.message : String(error) })
    )
  }
}

function membersOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    throw fault(say('private_key_no_json'))
  }
}

function fault(why: string): TokenFault {
  return tokenFault(['key', 'text'], say('private_key_accepted', { why }))
}
