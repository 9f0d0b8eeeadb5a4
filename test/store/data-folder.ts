import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Log } from '../../src-main/ports'
import type { Store } from '../../src-main/ports'
import { openJsonFileStore, type JsonFileStoreOptions } from '../../src-main/store'
import { createRandom } from '../../src-main/system/random'
import { createTestClock } from '../support/clock'

/** What was logged, one line each, its level first. */
export interface RecordedLog extends Log {
  readonly lines: string[]
}

/** A log that can be read. */
export function createRecordedLog(): RecordedLog {
  const lines: string[] = []
  const at = (level: string) => (message: string) => void lines.push(`${level} ${message}`)
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** A data folder of a test and the stores that it opens on it. */
export interface DataFolder {
  readonly folder: string
  readonly log: RecordedLog
  path(...parts: string[]): string
  open(options?: Partial<JsonFileStoreOptions>): Promise<Store>
  /** Closes what is open and removes the folder. */
  dispose(): Promise<void>
}

/** A new, empty data folder under the system's place for temporary files. */
export async function createDataFolder(): Promise<DataFolder> {
  const parent = await mkdtemp(join(tmpdir(), 'friendly-store-'))
  const folder = join(parent, 'data')
  const log = createRecordedLog()
  const open: Store[] = []
  return {
    folder,
    log,
    path: (...parts) => join(folder, ...parts),
    async open(options = {}) {
      const store = await openJsonFileStore({
        folder,
        clock: createTestClock(),
        random: createRandom(),
        log,
        durability: () => 'process',
        ...options
      })
      open.push(store)
      return store
    },
    async dispose() {
      for (const store of open) await store.close()
      await rm(parent, { recursive: true, force: true })
    }
  }
}
