import { rm } from 'node:fs/promises'
import { StoreError, type Log } from '../../../ports'
import type { Tables } from '../../engine/assemble-store'
import type { Change } from '../../engine/record'
import type { Lock } from '../folder/lock'
import { createGroupCommit, type GroupCommit } from './group-commit'
import { createJournalFile, openJournalFile, type JournalFile } from './journal-file'
import { momentOf, removeOlder, writeSnapshot } from './snapshot'
import { FIRST_GENERATION, sizeOf, stateFile } from './state-files'
import { loadState, type LoadedState } from './state-loading'
import type { Trouble } from '../trouble'
import { reasonOf } from '../unwritable'

/** The durable side of the state. */
export interface StateJournal extends Pick<GroupCommit, 'commit' | 'probe' | 'close'> {
  /** Makes durable what was appended. Rejects with the system's error. */
  flush(): Promise<void>
  /** Throws StoreError `unwritable` where the journal is gone from its place. */
  requirePlace(): void
}

interface Deps {
  folder: string
  backups: string
  tables: Tables
  log: Pick<Log, 'warn' | 'error'>
  durability: () => 'process' | 'power'
  trouble: Pick<Trouble, 'failed' | 'succeeded'>
  lock: Pick<Lock, 'isHeld'>
  /** Operations in the journal from which on a snapshot is made, unless more records than that are alive. */
  compactAfter: number
  /** Bytes of the journal from which on a snapshot is made, unless the last one has more than half as many. */
  compactAfterBytes: number
}

/**
 * Loads the state into the tables and makes every later change durable. When the journal holds more operations than there are live records,
 * or few that are large, a new journal begins and a snapshot of that moment is written beside it; until that stands, the files before stay, and after that the
 * generation before stays too, for the case that the snapshot gets damaged.
 */
export async function openStateJournal(deps: Deps): Promise<StateJournal> {
  const { folder, tables } = deps
  const loaded = await loadState(deps)
  for (const table of tables.values()) table.sweep(Infinity)

  const compaction = createCompaction(deps, loaded, await openNewest(folder, loaded))
  const groupCommit = createGroupCommit({
    journal: compaction.journal,
    durability: deps.durability,
    requirePlace,
    undo(changes) {
      compaction.spoil()
      undo(tables, changes)
    },
    failed: (reason) => deps.trouble.failed('state', reason.message),
    written(operations) {
      deps.trouble.succeeded('state')
      return compaction.written(operations)
    }
  })

  function requirePlace(): void {
    const { path, isInPlace } = compaction.journal()
    if (!isInPlace()) throw gone(path)
    if (!deps.lock.isHeld()) throw gone(deps.folder)
  }

  return {
    requirePlace,
    commit: groupCommit.commit,
    probe: groupCommit.probe,
    async flush() {
      await groupCommit.commit([])
      await compaction.journal().sync()
    },
    async close() {
      await groupCommit.close()
      await compaction.close()
    }
  }
}

/** Nothing is made anew: the folder may be a volume that is away for a moment. */
function gone(path: string): StoreError {
  return new StoreError(
    'unwritable',
    `${path} is gone, or somebody else's now: put it back where it was, or start the server again`,
    { file: path }
  )
}

function openNewest(
  folder: string,
  { generation, journalBytes }: LoadedState
): Promise<JournalFile> | JournalFile {
  if (generation === undefined) return createJournalFile(folder, FIRST_GENERATION)
  return openJournalFile(folder, generation, journalBytes)
}

function undo(tables: Tables, changes: readonly Change[]): void {
  for (const { name, key, before } of [...changes].reverse()) {
    const table = tables.get(name)
    if (before) table?.put(before)
    else table?.delete(key)
  }
}

/** The journal in use, and its replacement by a snapshot and a new one when it has grown. */
function createCompaction(
  { folder, tables, log, compactAfter, compactAfterBytes }: Deps,
  loaded: LoadedState,
  first: JournalFile
) {
  let journal = first
  let { base, operations, snapshotBytes } = loaded
  // Where the journal couldn't be changed for a new one that is tried again when it has grown as much again.
  let bytesBefore = 0
  // A state that came from an older snapshot is made safe at the first occasion.
  let isDue = loaded.recovered
  let presynced: 'no' | 'running' | 'done' = 'no'
  let presyncing: Promise<void> = Promise.resolve()
  let spoiled = 0
  let closed = false
  let snapshot: Promise<void> | undefined

  const alive = () => momentSize(tables)

  /** The bulk is made durable while writes go on, so that they have to wait for little when the journal changes. */
  function presync(): void {
    presynced = 'running'
    // Whatever fails here fails again, and is reported, at the sync that counts.
    const done = () => void (presynced = 'done')
    presyncing = journal.sync().then(done, done)
  }

  async function rotate(): Promise<void> {
    presynced = 'no'
    isDue = false
    operations = 0
    bytesBefore = journal.bytes
    const old = journal
    const generation = old.generation + 1
    try {
      await old.sync()
      journal = await createJournalFile(folder, generation)
      bytesBefore = 0
      old.close()
    } catch (cause) {
      log.warn(`The journal could not be changed for a new one: ${reasonOf(cause)}`)
      // A newer journal on disk would make an incomplete last record of the older one look like damage.
      if (journal === old) await rm(stateFile(folder, 'journal', generation), { force: true })
      return
    }
    snapshot = compact(journal.generation).finally(() => (snapshot = undefined))
  }

  async function compact(generation: number): Promise<void> {
    const before = spoiled
    try {
      const isWanted = () => !closed && spoiled === before
      if (!(await writeSnapshot(folder, generation, momentOf(tables), isWanted))) return
      snapshotBytes = await sizeOf(stateFile(folder, 'snapshot', generation))
      await removeOlder(folder, base)
      base = generation
    } catch (cause) {
      log.warn(
        `No snapshot of the state could be written: ${reasonOf(cause)}. The journal goes on without it`
      )
    }
  }

  return {
    journal: () => journal,
    /** A change was taken back that a snapshot may already show: that snapshot must not come to stand, or not for long. */
    spoil() {
      spoiled += 1
      isDue = true
    },
    written(count: number): Promise<void> | undefined {
      operations += count
      isDue ||= operations >= compactAfter && operations >= alive()
      isDue ||= journal.bytes - bytesBefore >= Math.max(compactAfterBytes, 2 * snapshotBytes)
      if (!isDue || snapshot || presynced === 'running') return undefined
      if (presynced === 'done') return rotate()
      presync()
      return undefined
    },
    async close(): Promise<void> {
      closed = true
      await presyncing
      await snapshot
      journal.close()
    }
  }
}

function momentSize(tables: Tables): number {
  let size = 0
  for (const table of tables.values()) if (table.definition.kind === 'state') size += table.size
  return size
}
