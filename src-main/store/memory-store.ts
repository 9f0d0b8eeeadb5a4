import type { Clock, Store } from '../ports'
import { assembleStore, createTables, sweepRegularly } from './engine/assemble-store'
import { createConfigurationWriter } from './engine/configuration/configuration-writer'
import { createSubscribers } from './engine/subscribers'

/** A store that is gone with the process: for tests and throw-away servers. */
export function createMemoryStore({ clock }: { clock: Pick<Clock, 'nowSeconds'> }): Store {
  const tables = createTables(clock)
  const subscribers = createSubscribers()
  const stopSweeping = sweepRegularly(tables)
  const writer = createConfigurationWriter({
    tables,
    subscribers,
    prepare: async () => undefined,
    persist: async () => undefined
  })

  return {
    ...assembleStore({ tables, writer, subscribers, commitState: () => undefined }),
    fresh: true,
    isShared: false,
    problem: () => undefined,
    flush: async () => undefined,
    async close() {
      await writer.idle()
      stopSweeping()
    }
  }
}
