import { describe, expect, it } from 'vitest'
import { createAdjustableClock, createSystem } from '../../../src-main/system'

describe('the clock of the server', () => {
  const follow = () => {
    let base = 10_000
    const clock = createAdjustableClock({ nowMs: () => base })
    return { clock, wait: (ms: number) => void (base += ms) }
  }

  it('follows the one below it', () => {
    const { clock, wait } = follow()
    wait(1_999)
    expect([clock.nowMs(), clock.nowSeconds()]).toEqual([11_999, 11])
    expect(clock.state()).toEqual({ nowMs: 11_999, frozen: false, offsetMs: 0 })
  })

  it('runs on from where it was moved to', () => {
    const { clock, wait } = follow()
    clock.advance(5_000)
    wait(1)
    clock.advance(-2_000)
    expect(clock.state()).toEqual({ nowMs: 13_001, frozen: false, offsetMs: 3_000 })
  })

  it('stands where it is frozen, is moved there, and follows again when it is resumed', () => {
    const { clock, wait } = follow()
    clock.freeze()
    wait(500)
    expect(clock.nowMs()).toBe(10_000)
    clock.advance(7)
    expect(clock.state()).toEqual({ nowMs: 10_007, frozen: true, offsetMs: -493 })
    clock.freeze(99)
    expect(clock.nowMs()).toBe(99)
    clock.resume()
    expect(clock.state()).toEqual({ nowMs: 10_500, frozen: false, offsetMs: 0 })
  })

  it('follows the time of the machine by default, and is the one of the whole system', async () => {
    const system = createSystem({ logLevel: 'silent' })
    expect(Math.abs(system.clock.nowMs() - Date.now())).toBeLessThan(1_000)
    system.clock.freeze(0)
    expect(system.clock.nowSeconds()).toBe(0)
    await system.close()
  })
})
