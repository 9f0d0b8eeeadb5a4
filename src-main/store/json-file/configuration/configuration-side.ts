import type { Log } from '../../../ports'
import { StoreError } from '../../../ports'
import type { Tables } from '../../engine/assemble-store'
import {
  createConfigurationWriter,
  type ConfigurationBatch,
  type ConfigurationWriter
} from '../../engine/configuration/configuration-writer'
import type { Subscribers } from '../../engine/subscribers'
import type { ConfigurationKeeper } from './configuration-keeper'
import type { Trouble } from '../trouble'
import { reasonOf, unwritable } from '../unwritable'
import { watchOneFile } from './watch-file'

/** The newest backup is brought up to date when writes have paused for so long. */
const BACKUP_DELAY_MS = 500

/** So often a change gives way to edits by hand that come one after another before it is refused. */
const MOST_EDITS = 20

/** The durable side of the configuration: its queue, and what happens between the writes. */
export interface ConfigurationSide {
  readonly writer: ConfigurationWriter
  /** Takes in what was loaded, and begins to watch the file and to back it up. */
  begin(content: ConfigurationBatch): Promise<void>
  /** Tries whether the file can be written; never rejects. */
  probe(): Promise<void>
  close(): Promise<void>
}

/** The configuration of the file at `path`. */
export function createConfigurationSide(deps: {
  path: string
  keeper: ConfigurationKeeper
  tables: Tables
  subscribers: Pick<Subscribers, 'announce'>
  log: Pick<Log, 'warn'>
  trouble: Pick<Trouble, 'failed' | 'succeeded'>
  /** Throws StoreError `unwritable` where the folder isn't this process's any more. */
  requirePlace: () => void
  /** Runs `job` once everything that was acknowledged under the settings so far survives what other settings may promise. */
  onDurable: <T>(job: () => Promise<T>) => Promise<T>
}): ConfigurationSide {
  const { path, keeper, tables, subscribers, log, trouble } = deps
  let closed = false
  let stopWatching: (() => void) | undefined
  let backup: NodeJS.Timeout | undefined
  let givenWay = 0

  const writer = createConfigurationWriter({ tables, subscribers, prepare, persist })

  /** An edit that somebody made by hand comes before the write that is about to happen, so that neither loses the other. */
  async function prepare(): Promise<void> {
    if (closed) throw new StoreError('unwritable', 'The store is closed')
    const edit = await reported(() => keeper.takeEdit())
    if (!edit) return
    take(edit)
    // Nobody was promised anything yet, and an edit that was taken in is not taken back.
    if (edit.settings) await deps.onDurable(() => Promise.resolve())
  }

  function take(batch: ConfigurationBatch): void {
    writer.apply(batch)
    scheduleBackup()
  }

  /** Settles for a failure as an answer and as a trouble. */
  async function reported<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action()
    } catch (cause) {
      const reason = unwritable(path, cause)
      trouble.failed('configuration', reason.message)
      throw reason
    }
  }

  async function persist(batch: ConfigurationBatch): Promise<'written' | 'outdated'> {
    const outcome = batch.settings ? await deps.onDurable(() => write(batch)) : await write(batch)
    if (outcome === 'outdated') return outcome
    trouble.succeeded('configuration')
    scheduleBackup()
    return outcome
  }

  function write(batch: ConfigurationBatch): Promise<'written' | 'outdated'> {
    return reported(async () => {
      deps.requirePlace()
      const result = await keeper.persist(batch)
      givenWay = result === 'outdated' ? givenWay + 1 : 0
      if (givenWay < MOST_EDITS) return result
      givenWay = 0
      throw new StoreError('unwritable', `${path} is changed again and again by somebody else`, {
        file: path
      })
    })
  }

  /** A file that can't be read is in the way of writing too, which reads it first. */
  async function tryAll(): Promise<void> {
    await prepare()
    await reported(async () => {
      deps.requirePlace()
      await keeper.tryWriting()
    })
    trouble.succeeded('configuration')
  }

  function scheduleBackup(): void {
    clearTimeout(backup)
    backup = setTimeout(() => void writer.between(backUp), BACKUP_DELAY_MS)
    backup.unref()
  }

  async function backUp(): Promise<void> {
    try {
      await keeper.backUp()
    } catch (cause) {
      log.warn(`No backup of ${path} could be made: ${reasonOf(cause)}`)
    }
  }

  return {
    writer,
    async begin(content) {
      writer.apply(content)
      await backUp()
      // What fails was reported, and whoever writes next hears of it.
      stopWatching = watchOneFile(path, () => void writer.between(prepare).catch(() => undefined))
    },
    probe: () => writer.between(tryAll).catch(() => undefined),
    async close() {
      await writer.idle()
      closed = true
      stopWatching?.()
      clearTimeout(backup)
      await writer.between(backUp)
    }
  }
}
