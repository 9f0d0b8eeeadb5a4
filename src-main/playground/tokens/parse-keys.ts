import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { jwkSchema, say, type Jwk } from '../../model'
import type { KeyMaterial, SharedSecret } from './key-material'
import { TokenFault, tokenFault } from './token-fault'

const MOST_KEYS = 100

/** The keys of a text that somebody pasted. Throws TokenFault. */
export function parseKeys(text: string): KeyMaterial {
  const trimmed = text.trim()
  if (trimmed.startsWith('-----BEGIN ')) return { keys: [publicHalf(trimmed)], secrets: [] }
  const found = membersOf(trimmed)
  if (!found.length || found.length > MOST_KEYS)
    throw fault(say('keys_count', { found: found.length, max: MOST_KEYS }))
  const others = found.filter(({ kty }) => kty !== 'oct')
  const keys = found.length === 1 ? others.map(keyOf) : others.flatMap(readableKeyOf)
  return { keys, secrets: found.filter(({ kty }) => kty === 'oct').map(secretKeyOf) }
}

type Members = Record<string, unknown>

function membersOf(text: string): Members[] {
  const value = jsonOf(text)
  const list = Array.isArray(value.keys) ? (value.keys as unknown[]) : [value]
  return list.map((one) => {
    if (typeof one === 'object' && one !== null) return one as Members
    throw fault(say('keys_no_list'))
  })
}

function jsonOf(text: string): Members {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Members
  } catch {
    // Whatever else it is, what is accepted is the same.
  }
  throw fault(say('keys_no_form'))
}

function keyOf(members: Members): Jwk {
  const { kid, alg, use } = members
  const named = { ...(typeof kid === 'string' && { kid }), ...(typeof alg === 'string' && { alg }) }
  const half = publicHalf({ key: members as JsonWebKey, format: 'jwk' })
  return { ...half, ...named, ...(use === 'enc' && { use }) }
}

/** RFC 7517 §5: of a set, keys of a kind that is unknown here are passed over. */
function readableKeyOf(members: Members): Jwk[] {
  try {
    return [keyOf(members)]
  } catch (error) {
    if (error instanceof TokenFault) return []
    throw error
  }
}

function publicHalf(key: Parameters<typeof createPublicKey>[0]): Jwk {
  const parsed = jwkSchema.safeParse(exported(key))
  if (parsed.success) return parsed.data
  throw fault(say('key_kind'))
}

function exported(key: Parameters<typeof createPublicKey>[0]): JsonWebKey {
  try {
    return createPublicKey(key).export({ format: 'jwk' })
  } catch (error) {
    throw fault(say('key_unreadable', { why: error instanceof Error ? error.message : String(error) }))
  }
}

function secretKeyOf({ k, kid }: Members): SharedSecret {
  if (typeof k !== 'string' || k === '') throw fault(say('key_without_k'))
  return { bytes: Buffer.from(k, 'base64url'), ...(typeof kid === 'string' && { kid }) }
}

function fault(why: string): TokenFault {
  return tokenFault(['keys', 'text'], say('keys_accepted', { why }))
}
