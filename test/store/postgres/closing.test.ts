import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { patchSettings } from '../../../src-main/model'
import { describeWithDatabase } from './shared'

describeWithDatabase('a PostgreSQL store that is closed', (database) => {
  it('closes while its settings are being written, and refuses what comes too late', async () => {
    for (let round = 0; round < 5; round += 1) {
      const store = await database().open()
      const change = () =>
        store.settings.update((settings) => patchSettings(settings, { cors: { enabled: round % 2 === 0 } }))
      let refused: unknown
      const writers = Array.from({ length: 4 }, async () => {
        try {
          for (;;) await change()
        } catch (error) {
          refused = error
        }
      })
      await pause(20 + 5 * round)
      await store.close()
      await Promise.all(writers)
      expect(refused).toMatchObject({ code: 'unwritable' })
    }
  })
})
