import { randomFillSync, randomUUID } from 'node:crypto'
import type { Random } from '../ports'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const POOL_BYTES = 16_384

/**
 * Randomness from the operating system's cryptographic source, drawn in pools: one draw serves some sixty tokens.
 * `fill` is where the bytes come from.
 */
export function createRandom(fill: (pool: Uint8Array) => void = randomFillSync): Random {
  const codes = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0))
  const pool = Buffer.alloc(POOL_BYTES)
  let position = POOL_BYTES

  function nextByte(): number {
    if (position === POOL_BYTES) {
      fill(pool)
      position = 0
    }
    const byte = pool[position]!
    // What was handed out must not be found in memory a second time.
    pool[position++] = 0
    return byte
  }

  return {
    alphanumeric(length) {
      const text = Buffer.allocUnsafe(length)
      for (let index = 0; index < length;) {
        // Six bits make 64 values; the two that stand for no character are drawn again, so that all 62 are equally likely.
        const value = nextByte() & 63
        if (value < codes.length) text[index++] = codes[value]!
      }
      return text.toString('latin1')
    },
    uuid: () => randomUUID()
  }
}
