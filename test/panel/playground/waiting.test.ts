import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMemoryDesktop, type MemoryDesktop } from '../../support/desktop/memory-desktop'
import type { PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startPlayground, type PlaygroundWorld } from './world'

let world: PlaygroundWorld
let desktop: MemoryDesktop
let install: () => ReturnType<PanelCall>
beforeEach(async () => {
  world = await startPlayground()
  await world.client({ client_id: 'app' })
  desktop = createMemoryDesktop()
  const call = directCall(world.server, { ...contextOf({ kind: 'local' }, ['desktop']), desktop })
  install = () => call('desktop.installUpdate')
})
afterEach(() => world.server.close())

describe('an update of the app', () => {
  it.each([
    { flow: 'oauth2_code', seconds: 600 },
    // RFC 8628 §3.2: as long as its code says.
    { flow: 'device', seconds: 1800 }
  ] as const)(
    'waits for a flow that may be answered, and for none that somebody left: $flow',
    async (given) => {
      const { flow, seconds } = given
      await world.server.change({ lifetimes: { device_code: 1800 } })
      const run = await world.authorize({ flow, client_id: 'app', scope: 'read' })
      expect(run.status).toBe('waiting')
      world.server.clock.advance({ seconds: seconds - 1 })
      await expect(install()).rejects.toMatchObject({ code: 'CONFLICT' })
      expect(desktop.deeds).toEqual([])
      world.server.clock.advance({ seconds: 1 })
      await install()
      expect(desktop.deeds).toEqual(['install'])
    }
  )
})
