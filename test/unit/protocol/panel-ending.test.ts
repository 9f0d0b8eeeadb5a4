import { describe, expect, it } from 'vitest'
import { createPanelEnding } from '../../../src-main/http/panel/panel-ending'
import { createServerControl } from '../../../src-main/http'

/** A server that stops when it is let, and what ends the live streams of its panel. */
async function running() {
  let letStop: () => void = () => undefined
  const closed = new Promise<void>((resolve) => (letStop = resolve))
  const control = createServerControl({
    open: async () => ({ port: 9000, renew: () => undefined, close: () => closed }),
    addresses: () => ({ issuer: 'http://localhost:9000', host: 'localhost', port: 9000 }),
    clock: { nowMs: () => 0, nowSeconds: () => 0 }
  })
  await control.start()
  return { control, letStop }
}

describe('the live streams of the panel', () => {
  it('end while the server stops, those that begin meanwhile too, and live on in its next run', async () => {
    const { control, letStop } = await running()
    const ends = createPanelEnding(control)
    const before = ends()
    expect(before.aborted).toBe(false)
    const stopped = control.stop()
    await Promise.resolve()
    expect([before.aborted, ends().aborted]).toEqual([true, true])
    letStop()
    await stopped
    await control.start()
    expect([before.aborted, ends().aborted]).toEqual([true, false])
  })

  it('end where the panel is loaded only when the server stops already', async () => {
    const { control, letStop } = await running()
    const stopped = control.stop()
    await Promise.resolve()
    const ends = createPanelEnding(control)
    expect(ends().aborted).toBe(true)
    letStop()
    await stopped
    expect(ends().aborted).toBe(false)
  })
})
