import { describe, expect, it } from 'vitest'
import { successorOf } from '../../../src-main/oauth/tokens/keys/successor-of'
import { createRandom } from '../../../src-main/system/random'

const random = createRandom()
const token = random.alphanumeric(255)
const salt = random.alphanumeric(50)

describe('the successor of a refresh token', () => {
  it('is a token like any other, and the same for whoever derives it again', () => {
    expect(successorOf(token, salt)).toMatch(/^[A-Za-z0-9]{255}$/)
    expect(successorOf(token, salt)).toBe(successorOf(token, salt))
  })

  it('is another one for another token, and for another salt', () => {
    const all = [
      successorOf(token, salt),
      successorOf(token, `${salt}x`),
      successorOf(`${token}x`, salt),
      successorOf(salt, token)
    ]
    expect(new Set(all).size).toBe(all.length)
  })

  it('holds every character as often as the others (chi-square over 62 characters)', () => {
    const counts = new Map<string, number>()
    for (let index = 0; index < 2000; index += 1)
      for (const character of successorOf(token, String(index)))
        counts.set(character, (counts.get(character) ?? 0) + 1)
    const expected = (2000 * 255) / 62
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    expect(counts.size).toBe(62)
    // 61 degrees of freedom; a character that came twice as often would give thousands.
    expect(chiSquare).toBeLessThan(150)
  })
})
