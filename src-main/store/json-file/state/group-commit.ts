import { encodeOperation } from './state-operations'
import { unwritable } from '../unwritable'
import type { JournalFile } from './journal-file'
import type { Change } from '../../engine/record'
import { StoreError } from '../../../ports'

/** Makes changes durable in the order in which they came. */
export interface GroupCommit {
  /**
   * Resolves when the very write that holds the changes has succeeded; undefined: there is nothing to wait for.
   * Rejects with StoreError `unwritable` after they were taken back. Without changes it waits for those on their way.
   */
  commit(changes: readonly Change[]): Promise<void> | undefined
  /**
   * Writes an empty line as changes are written: what stands before it is as durable as is asked then. Rejects with StoreError `unwritable`.
   */
  settle(): Promise<void>
  /** The same, to see whether that works; never rejects. */
  probe(): Promise<void>
  /** Refuses what comes from now on, and resolves when nothing is on its way. */
  close(): Promise<void>
}

interface Batch {
  readonly operations: string[]
  readonly changes: Change[]
  readonly done: Promise<void>
  resolve(): void
  reject(reason: StoreError): void
}

interface Deps {
  journal: () => JournalFile
  durability: () => 'process' | 'power'
  /** Throws StoreError `unwritable` where what is written is not in the data folder any more, or that is somebody else's. */
  requirePlace: () => void
  /** Takes changes back in memory, the last one first. */
  undo: (changes: readonly Change[]) => void
  failed: (reason: StoreError) => void
  /** Called after each write, before the next one: what it awaits holds up the queue. */
  written: (operations: number) => Promise<void> | undefined
}

/**
 * All changes that wait at one moment go out in one write. The first one schedules it for after the requests that arrived together were
 * handled; while the disk works on one, the next gathers. Where several came at once a write waits one turn more, since others follow; with
 * durability `power` for as long as they keep coming, since the disk takes longer for each than a server for a dozen requests.
 */
export function createGroupCommit(deps: Deps): GroupCommit {
  let gathering: Batch | undefined
  let writing: Batch | undefined
  let running: Promise<void> | undefined
  let closed = false

  function commit(changes: readonly Change[]): Promise<void> | undefined {
    if (changes.length === 0) return (gathering ?? writing)?.done
    if (closed) {
      deps.undo(changes)
      return Promise.reject(new StoreError('unwritable', 'The store is closed'))
    }
    const batch = gather()
    for (const change of changes) {
      batch.operations.push(encodeOperation(change))
      batch.changes.push(change)
    }
    return batch.done
  }

  function gather(): Batch {
    gathering ??= createBatch()
    running ??= new Promise((resolve) => {
      setImmediate(() => void run().finally(resolve))
    })
    return gathering
  }

  async function run(): Promise<void> {
    while (gathering) {
      const batch = gathering
      const turns = turnsToGather(batch, deps.durability())
      if (turns > 0) await gathered(batch, turns)
      writing = batch
      gathering = undefined
      const failure = await write(batch, deps)
      if (failure) refuse(failure)
      else {
        batch.resolve()
        writing = undefined
        const held = tidy(batch.operations.length)
        // Without a reason to wait, this ends here: what is answered now and asks for more must not keep the loop from other work.
        if (held) await held
      }
      writing = undefined
    }
    running = undefined
  }

  /** What fails after a write was acknowledged is a trouble, and no reason for the queue to stand still. */
  function tidy(operations: number): Promise<void> | undefined {
    const failed = (cause: unknown) => deps.failed(unwritable(deps.journal().path, cause))
    try {
      return deps.written(operations)?.catch(failed)
    } catch (cause) {
      failed(cause)
      return undefined
    }
  }

  /** What gathered meanwhile may rest on what failed, so it goes with it. */
  function refuse(reason: StoreError): void {
    const batches = [writing, gathering].filter((batch) => batch !== undefined)
    writing = gathering = undefined
    deps.undo(batches.flatMap((batch) => batch.changes))
    deps.failed(reason)
    for (const batch of batches) batch.reject(reason)
  }

  async function settle(): Promise<void> {
    if (!closed) await gather().done
  }

  return {
    commit,
    settle,
    probe: () => settle().catch(() => undefined),
    async close() {
      closed = true
      await running
    }
  }
}

/** Changes that come together only where several requests are on their way. */
const CROWD = 4
/** An endless stream of changes gets its answers too. */
const MOST_TURNS = 32

/** For how many turns of the event loop a batch may wait at most while it grows. */
function turnsToGather({ changes }: Batch, durability: 'process' | 'power'): number {
  if (durability === 'power') return MOST_TURNS
  return changes.length >= CROWD ? 1 : 0
}

/** Resolves after the first turn of the event loop that brought nothing more, or after so many. */
function gathered({ changes }: Batch, most: number): Promise<void> {
  return new Promise((resolve) => {
    let turns = 0
    let known = changes.length
    const look = () => {
      turns += 1
      if (changes.length === known || turns === most) return resolve()
      known = changes.length
      setImmediate(look)
    }
    setImmediate(look)
  })
}

/** Undefined when the batch is durable, as far as was asked; else why not, with nothing of it in the journal. */
async function write(
  batch: Batch,
  { journal, durability, requirePlace }: Deps
): Promise<StoreError | undefined> {
  const file = journal()
  const before = file.bytes
  try {
    // Looked at before the write: where the folder is somebody else's, this would land on what they wrote.
    requirePlace()
    file.append(`[${batch.operations.join(',')}]`)
    // Nothing was awaited since, in which the file could have gone away.
    if (durability() !== 'power') return undefined
    await file.sync()
    // And after it: what is deleted later was stored.
    requirePlace()
    return undefined
  } catch (cause) {
    file.cutTo(before)
    return unwritable(file.path, cause)
  }
}

function createBatch(): Batch {
  let resolve: () => void = () => undefined
  let reject: (reason: StoreError) => void = () => undefined
  const done = new Promise<void>((onDone, onFailure) => {
    resolve = onDone
    reject = onFailure
  })
  return { operations: [], changes: [], done, resolve, reject }
}
