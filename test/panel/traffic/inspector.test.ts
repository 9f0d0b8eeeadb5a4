import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../../src-main/contract'
import { createInspector, type SeenExchange } from '../../../src-main/inspector'
import { createTestClock } from '../../support/clock'

const exchange = (fields: Partial<SeenExchange> = {}) => ({
  method: 'POST',
  path: '/oauth2/token',
  status: 200,
  durationMs: 1,
  ...fields
})

describe('the inspector', () => {
  it('keeps the latest thousand requests, newest first, and counts all', () => {
    const inspector = createInspector({ clock: createTestClock() })
    for (let count = 1; count <= 1_234; count += 1) inspector.record(exchange())
    const kept = inspector.list(5_000)
    expect(kept).toHaveLength(1_000)
    expect([kept[0]?.id, kept.at(-1)?.id]).toEqual([1_234, 235])
    expect(inspector.list(2).map(({ id }) => id)).toEqual([1_234, 1_233])
    expect(inspector.figures()).toEqual({ total: 1_234, failed: 0 })
  })

  it('names the error that was given most', () => {
    const inspector = createInspector({ clock: createTestClock() })
    for (const code of ['invalid_scope', 'invalid_client', 'invalid_client'])
      inspector.record(exchange({ status: 400, refusal: { code, message: 'No.', reason: 'a-rule' } }))
    inspector.record(exchange())
    expect(inspector.figures()).toEqual({ total: 4, failed: 3, commonestError: 'invalid_client' })
  })

  it('tells whoever watches until they leave', () => {
    const clock = createTestClock()
    const inspector = createInspector({ clock })
    const seen: Exchange[] = []
    const leave = inspector.subscribe((one) => seen.push(one))
    inspector.record(exchange({ client_id: 'shop' }))
    leave()
    inspector.record(exchange())
    expect(seen).toEqual([{ ...exchange({ client_id: 'shop' }), id: 1, at: clock.nowMs() }])
  })
})
