import type { Clock, Log, Random, Store } from '../../ports'
import { assembleStore, createTables, sweepRegularly } from '../engine/assemble-store'
import { createSubscribers } from '../engine/subscribers'
import { createBackups } from './backups'
import { createConfigurationFile } from './configuration/configuration-file'
import { createConfigurationKeeper } from './configuration/configuration-keeper'
import { createConfigurationSide } from './configuration/configuration-side'
import { layoutOf, prepareFolder, removeUnfinished, type FolderLayout } from './folder/folder'
import { acquireLock, type Lock } from './folder/lock'
import { MIGRATIONS, type Migration } from './migration'
import { openStateJournal } from './state/state-journal'
import { createTrouble } from './trouble'
import { codeOf, unwritable } from './unwritable'

export interface JsonFileStoreOptions {
  /** The data folder; it is made where it is missing. */
  folder: string
  clock: Clock
  random: Pick<Random, 'alphanumeric'>
  log: Log
  /** What an answer survives, asked at each write: the end of the process, or a loss of power too. */
  durability: () => 'process' | 'power'
  /** Operations in the journal from which on it is compacted; they don't compact it while there are fewer than two for each live record. */
  compactAfter?: number
  /** Bytes in the journal from which on it is compacted; it never is while the last snapshot has more than half as many. */
  compactAfterBytes?: number
  /** How long a rolling backup follows the configuration before a new one begins. */
  backupEveryMs?: number
  /** How long another server with the folder, on another machine or in another container, may give no sign of life before it is taken for dead. */
  deadAfterMs?: number
  /** The migrations of `config.json`, the last of which leads to the version that is written. */
  migrations?: readonly Migration[]
}

const COMPACT_AFTER = 20_000
const COMPACT_AFTER_BYTES = 64 * 1024 * 1024
const BACKUP_EVERY_MS = 5 * 60_000

/**
 * The store of a data folder. Throws StoreError: `busy` while another process has it open, `damaged` or `newer` when its content can't be
 * trusted or understood (nothing is overwritten then), `unwritable` when the system refuses.
 */
export async function openJsonFileStore(options: JsonFileStoreOptions): Promise<Store> {
  const layout = layoutOf(options.folder)
  await prepareFolder(layout, options.log)
  const lock = await acquireLock(layout.lock, {
    clock: options.clock,
    random: options.random,
    log: options.log,
    deadAfterMs: options.deadAfterMs
  })
  try {
    return await openLocked(options, layout, lock)
  } catch (cause) {
    lock.release()
    throw codeOf(cause) ? unwritable(layout.folder, cause) : cause
  }
}

async function openLocked(options: JsonFileStoreOptions, layout: FolderLayout, lock: Lock): Promise<Store> {
  const { clock, log, durability } = options
  const tables = createTables(clock)
  const subscribers = createSubscribers()
  const trouble = createTrouble({
    log,
    probe: (source) => (source === 'state' ? journal.probe() : configuration.probe())
  })

  const keeper = createKeeper(options, layout)
  const { fresh, content } = await keeper.load()
  await removeUnfinished(layout)
  const configuration = createConfigurationSide({
    path: layout.configuration,
    keeper,
    tables,
    subscribers,
    log,
    trouble,
    requirePlace: () => journal.requirePlace(),
    onDurable: (job) => journal.onDurable(job)
  })
  const journal = await openStateJournal({
    folder: layout.state,
    backups: layout.backups,
    tables,
    log,
    durability,
    trouble,
    lock,
    compactAfter: options.compactAfter ?? COMPACT_AFTER,
    compactAfterBytes: options.compactAfterBytes ?? COMPACT_AFTER_BYTES
  })
  if (fresh && [...tables.values()].some(({ definition, size }) => definition.kind === 'state' && size > 0))
    log.warn(
      `${layout.configuration} is not there, nor a backup of it, though ${layout.state} holds sessions and tokens. Where it was lost, stop the server and put it back: the server begins with a new configuration`
    )
  if (!fresh && journal.fresh)
    log.warn(
      `${layout.configuration} is there, though ${layout.state} holds nothing: the server begins without sessions and tokens. Where they were lost, stop the server and put that folder back`
    )
  await configuration.begin(content)
  const stopSweeping = sweepRegularly(tables)

  async function close(): Promise<void> {
    stopSweeping()
    await configuration.close()
    await journal.close()
    trouble.stop()
    lock.release()
  }

  let closing: Promise<void> | undefined
  return {
    ...assembleStore({ tables, writer: configuration.writer, subscribers, commitState: journal.commit }),
    fresh,
    isShared: false,
    problem() {
      // Nobody may write for a while, and somebody asks whether that would work.
      if (!closing) trouble.watch('state', journal.requirePlace)
      return trouble.current()
    },
    // The configuration is durable with each answer as it is.
    flush: journal.flush,
    close: () => (closing ??= close())
  }
}

function createKeeper(options: JsonFileStoreOptions, layout: FolderLayout) {
  const { clock, log, migrations = MIGRATIONS, backupEveryMs = BACKUP_EVERY_MS } = options
  return createConfigurationKeeper({
    path: layout.configuration,
    file: createConfigurationFile(layout.configuration, migrations),
    backups: createBackups({ folder: layout.backups, clock, everyMs: backupEveryMs }),
    log,
    migrations
  })
}
