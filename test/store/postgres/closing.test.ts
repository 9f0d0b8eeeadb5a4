import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { patchSettings } from '../../../src-main/model'
import { describeWithPostgres } from '../../support/postgres/postgres-suite'
import { createSharedDatabase, type SharedDatabase } from './shared'

describeWithPostgres('a PostgreSQL store that is closed', (server) => {
  let database: SharedDatabase
  beforeEach(async () => {
    database = await createSharedDatabase(server())
  })
  afterEach(() => database.close())

  it('closes while its settings are being written, and refuses what comes too late', async () => {
    for (let round = 0; round < 5; round += 1) {
      const store = await database.open()
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
