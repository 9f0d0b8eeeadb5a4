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
  const bytes = new Uint8Array(POOL_BYTES)
  /** What was drawn and isn't handed out yet, from `start` to `end`. */
  const characters = Buffer.alloc(POOL_BYTES)
  let [start, end] = [0, 0]

  function draw(): void {
    fill(bytes)
    start = end = 0
    for (let index = 0; index < POOL_BYTES; index += 1) {
      // Six bits make 64 values; the two that stand for no character are passed over, so that all 62 are equally likely.
      const value = bytes[index]! & 63
      if (value < codes.length) characters[end++] = codes[value]!
    }
    bytes.fill(0)
  }

  function take(length: number): string {
    const text = characters.toString('latin1', start, start + length)
    // What was handed out must not be found in memory a second time.
    characters.fill(0, start, start + length)
    start += length
    return text
  }

  return {
    alphanumeric(length) {
      let text = ''
      while (text.length < length) {
        if (start === end) draw()
        text += take(Math.min(length - text.length, end - start))
      }
      return text
    },
    uuid: () => randomUUID()
  }
}
