import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src-main/system/random'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

describe('random', () => {
  it('makes text of the length that is asked for, from A–Z a–z 0–9 alone', () => {
    const random = createRandom()
    for (const length of [0, 1, 47, 50, 255, 40_000])
      expect(random.alphanumeric(length)).toMatch(new RegExp(`^[A-Za-z0-9]{${length}}$`))
  })

  it('gives every character the same chance: each byte value that stands for no character is drawn again', () => {
    // Every byte equally often: each of the 62 characters must then come equally often too.
    let next = 0
    const random = createRandom((pool) => pool.forEach((_, index) => (pool[index] = next++ & 255)))
    const counts = new Map<string, number>()
    for (const character of random.alphanumeric(62 * 400))
      counts.set(character, (counts.get(character) ?? 0) + 1)
    expect([...counts.keys()].sort()).toEqual([...ALPHABET].sort())
    expect(new Set(counts.values())).toEqual(new Set([400]))
  })

  it('spreads real randomness evenly (chi-square over 62 characters)', () => {
    const draws = 620_000
    const counts = new Map<string, number>()
    for (const character of createRandom().alphanumeric(draws))
      counts.set(character, (counts.get(character) ?? 0) + 1)
    const expected = draws / ALPHABET.length
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // 61 degrees of freedom: beyond 150 comes once in some hundred million runs, while a bias of one byte in 256 gives thousands.
    expect(chiSquare).toBeLessThan(150)
  })

  it('never gives the same twice', () => {
    const random = createRandom()
    const tokens = new Set(Array.from({ length: 2000 }, () => random.alphanumeric(50)))
    expect(tokens.size).toBe(2000)
  })

  it('makes version 4 UUIDs', () => {
    expect(createRandom().uuid()).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
    )
  })
})
