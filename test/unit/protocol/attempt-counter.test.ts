import { describe, expect, it } from 'vitest'
import { createAttemptCounter } from '../../../src-main/accounts/sign-in/attempt-counter'
import { createMemoryStore } from '../../../src-main/store'
import { createTestClock } from '../../support/clock'

const LIMIT = { attempts: 20, pause: 300 }

describe('attempts that several servers count on one store', () => {
  for (const apart of [1, 30, 299])
    it(`are counted together where their clocks are ${apart} s apart`, async () => {
      const clock = createTestClock()
      const behind = { ...clock, nowSeconds: () => clock.nowSeconds() - apart }
      const store = createMemoryStore({ clock })
      const counters = [clock, behind].map((one) => createAttemptCounter({ store, clock: one }))
      const waits: number[] = []
      for (let number = 0; number < 100; number += 1)
        waits.push(await counters[number % 2]!.count('alice', LIMIT))
      expect(waits.filter((wait) => wait === 0)).toHaveLength(LIMIT.attempts)
    })

  it('count anew where the clock was set back behind the latest of them', async () => {
    const clock = createTestClock()
    const counter = createAttemptCounter({ store: createMemoryStore({ clock }), clock })
    for (let number = 0; number < 30; number += 1) await counter.count('alice', LIMIT)
    expect(await counter.count('alice', LIMIT)).toBeGreaterThan(0)
    clock.advance({ seconds: -86_400 })
    expect(await counter.count('alice', LIMIT)).toBe(0)
  })
})
