import { existsSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { StoreError, type Log } from '../../../ports'
import type { Tables } from '../../engine/assemble-store'
import type { Change } from '../../engine/record'
import type { Lock } from '../folder/lock'
import { createGroupCommit, type GroupCommit } from './group-commit'
import { createJournalFile, openJournalFile, type JournalFile } from './journal-file'
import { momentOf, removeOlder, writeSnapshot } from './snapshot'
import { FIRST_GENERATION, sizeOf, stateFile } from './state-files'
import { livingBytes } from './living-bytes'
import { loadState, type LoadedState } from './state-loading'
import type { Trouble } from '../trouble'
import { codeOf, reasonOf } from '../unwritable'

/** The durable side of the state. */
export interface StateJournal extends Pick<GroupCommit, 'commit' | 'probe' | 'close'> {
  /** Makes durable what was appended. Rejects with the system's error. */
  flush(): Promise<void>
  /**
   * Makes what was appended survive a loss of power, as everything that is appended until `job` has ended, and runs it then. Rejects with
   * StoreError `unwritable`, having run nothing, or as `job` does.
   */
  onDurable<T>(job: () => Promise<T>): Promise<T>
  /** Throws StoreError `unwritable` where the journal is gone from its place. */
  requirePlace(): void
  /** Whether there was no state, not even an empty one. */
  readonly fresh: boolean
}

interface Deps {
  folder: string
  backups: string
  tables: Tables
  log: Pick<Log, 'warn' | 'error'>
  durability: () => 'process' | 'power'
  trouble: Pick<Trouble, 'failed' | 'succeeded'>
  lock: Pick<Lock, 'look'>
  /** Operations in the journal from which on a snapshot is made, unless there are fewer than two for each live record. */
  compactAfter: number
  /** Bytes of the journal from which on a snapshot is made, unless the last one has more than half as many. */
  compactAfterBytes: number
}

/**
 * Loads the state into the tables and makes every later change durable. When the journal holds twice as many operations as there are live records,
 * or few that are large, a new journal begins and a snapshot of that moment is written beside it; until that stands, the files before stay, and after that the
 * generation before stays too, for the case that the snapshot gets damaged.
 */
export async function openStateJournal(deps: Deps): Promise<StateJournal> {
  const { folder, tables } = deps
  const loaded = await loadState(deps)
  for (const table of tables.values()) table.sweep(Infinity)

  const compaction = createCompaction(deps, loaded, await openNewest(folder, loaded), requirePlace)
  let durableJobs = 0
  const groupCommit = createGroupCommit({
    journal: compaction.journal,
    durability: () => (durableJobs > 0 ? 'power' : deps.durability()),
    requirePlace() {
      requirePlace()
      compaction.removeLeftover()
    },
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

  // For good: whoever had the folder may have answered requests that this process knows nothing of.
  let taken = false

  function requirePlace(): void {
    if (taken) throw lost(dirname(folder))
    const { path, standing } = compaction.journal()
    const journal = standing()
    if (journal === 'gone') throw gone(path)
    const lock = deps.lock.look(() => journal === 'in place' && !compaction.isFollowed())
    taken = lock === 'taken'
    if (taken) throw lost(dirname(folder))
    if (lock === 'away') throw gone(folder)
    if (journal === 'changed') throw changed(path)
  }

  return {
    fresh: loaded.generation === undefined,
    requirePlace,
    commit: groupCommit.commit,
    probe: groupCommit.probe,
    async flush() {
      await groupCommit.commit([])
      await compaction.journal().sync()
    },
    async onDurable(job) {
      durableJobs += 1
      try {
        await groupCommit.settle()
        return await job()
      } finally {
        // Whoever follows what the job has changed does so by then, and no write falls in between.
        setImmediate(() => (durableJobs -= 1))
      }
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

function succeeds(attempt: () => void): boolean {
  try {
    attempt()
    return true
  } catch (cause) {
    if (cause instanceof StoreError || codeOf(cause)) return false
    throw cause
  }
}

function lost(folder: string): StoreError {
  return new StoreError(
    'unwritable',
    `${folder} is somebody else's now: another server took its lock. Nothing more is written until this one is started again`,
    { file: folder }
  )
}

function changed(path: string): StoreError {
  return new StoreError(
    'unwritable',
    `${path} was changed by somebody else. Nothing more is written to it until the server is started again`,
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

/** Operations in the journal for each live record: to write a snapshot costs as much for a record as to write the operation did. */
const WORTH_A_SNAPSHOT = 2

/**
 * State files that are more times as large as what lives than two generations grow to, and larger than this by itself, are compacted soon
 * after a start.
 */
const MUCH_LARGER = 2 * (1 + WORTH_A_SNAPSHOT)
const SPARE_BYTES = 4 * 1024 * 1024

/** The journal in use, and its replacement by a snapshot and a new one when it has grown. */
function createCompaction(
  { folder, tables, log, compactAfter, compactAfterBytes }: Deps,
  loaded: LoadedState,
  first: JournalFile,
  requirePlace: () => void
) {
  let journal = first
  let { base, operations, snapshotBytes } = loaded
  // Where the journal couldn't be changed for a new one that is tried again when it has grown as much again.
  let bytesBefore = 0
  // A state that came from an older snapshot is made safe at the first occasion.
  let isDue = loaded.recovered || loaded.allBytes > SPARE_BYTES + MUCH_LARGER * livingBytes(tables)
  let presynced: 'no' | 'running' | 'done' = 'no'
  let presyncing: Promise<void> = Promise.resolve()
  let spoiled = 0
  let closed = false
  // The generation of a journal that is being made, or that couldn't be used and not be removed yet.
  let unused: number | undefined
  let snapshot: Promise<void> | undefined

  const alive = () => momentSize(tables)

  /** The bulk is made durable while writes go on, so that they have to wait for little when the journal changes. */
  function presync(): void {
    presynced = 'running'
    // Whatever fails here fails again, and is reported, at the sync that counts.
    const done = () => void (presynced = 'done')
    presyncing = journal.presync().then(done, done)
  }

  /** A newer journal on disk would make an incomplete last record of the older one look like damage. Throws the system's error. */
  function removeLeftover(): void {
    if (unused === undefined) return
    rmSync(stateFile(folder, 'journal', unused), { force: true })
    unused = undefined
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
      requirePlace()
      unused = generation
      journal = await createJournalFile(folder, generation)
      unused = undefined
      bytesBefore = 0
      old.close(false)
    } catch (cause) {
      log.warn(`The journal could not be changed for a new one: ${reasonOf(cause)}`)
      // Where that fails too it is tried again before the next append.
      if (succeeds(requirePlace)) succeeds(removeLeftover)
      return
    }
    snapshot = compact(journal.generation).finally(() => (snapshot = undefined))
  }

  async function compact(generation: number): Promise<void> {
    const before = spoiled
    try {
      const isWanted = () => !closed && spoiled === before && succeeds(requirePlace)
      if (!(await writeSnapshot(folder, generation, momentOf(tables), isWanted))) {
        isDue = true
        return
      }
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
    removeLeftover,
    /** Whether another server has begun a journal after this one. */
    isFollowed: () =>
      unused === undefined && existsSync(stateFile(folder, 'journal', journal.generation + 1)),
    /** A change was taken back that a snapshot may already show: that snapshot must not come to stand, or not for long. */
    spoil() {
      spoiled += 1
      isDue = true
    },
    written(count: number): Promise<void> | undefined {
      operations += count
      isDue ||= operations >= compactAfter && operations >= WORTH_A_SNAPSHOT * alive()
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
      journal.close(succeeds(requirePlace))
    }
  }
}

function momentSize(tables: Tables): number {
  let size = 0
  for (const table of tables.values()) if (table.definition.kind === 'state') size += table.size
  return size
}
