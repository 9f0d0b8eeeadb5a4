import { rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { StoreError, type Log } from '../../../ports'
import type { Tables } from '../../engine/assemble-store'
import { unreachable } from '../folder/link'
import {
  FIRST_GENERATION,
  isHeader,
  listStateFiles,
  sizeOf,
  sizeOfAll,
  SNAPSHOT_END,
  stateFile
} from './state-files'
import { readLines, type Reading } from './state-line'
import { createReplay } from './state-operations'
import { cutTornTail } from './torn-tail'

/** What was found on a start. */
export interface LoadedState {
  /** The generation whose journal goes on; undefined: there was no state. */
  readonly generation: number | undefined
  /** The generation of the snapshot that it was built on. */
  readonly base: number
  /** The length of that journal, in bytes. */
  readonly journalBytes: number
  /** The length of that snapshot, in bytes; 0: there was none. */
  readonly snapshotBytes: number
  /** Operations that were replayed on top of the snapshot. */
  readonly operations: number
  /** The length of all state files, also of those that are kept in case a newer snapshot gets damaged. */
  readonly allBytes: number
  /** A snapshot was damaged and the state came from the one before: a new one is wanted. */
  readonly recovered: boolean
}

interface Deps {
  folder: string
  backups: string
  tables: Tables
  log: Pick<Log, 'warn' | 'error'>
}

/**
 * Fills the tables from the newest snapshot and the journals since. A damaged snapshot is replaced by the one before and the journals since
 * that, which hold the same. Throws StoreError `damaged`, `newer` or `unwritable`, having overwritten nothing.
 */
export async function loadState(deps: Deps): Promise<LoadedState> {
  const { folder, log, tables } = deps
  const { snapshots, journals } = await listStateFiles(folder)
  const newest = journals.at(-1)
  if (newest === undefined && snapshots.length === 0)
    return {
      generation: undefined,
      base: FIRST_GENERATION,
      journalBytes: 0,
      snapshotBytes: 0,
      allBytes: 0,
      operations: 0,
      recovered: false
    }

  const damagedSnapshots: string[] = []
  for (const base of basesOf(snapshots, journals)) {
    const file = stateFile(folder, 'snapshot', base)
    if (snapshots.includes(base) && !(await loadSnapshot(file, tables))) {
      damagedSnapshots.push(file)
      continue
    }
    const loaded = await replayJournals(deps, base, journals)
    for (const damaged of damagedSnapshots) await setAside(damaged, deps)
    const snapshotBytes = snapshots.includes(base) ? await sizeOf(file) : 0
    const allBytes = await sizeOfAll(folder)
    return { ...loaded, base, snapshotBytes, allBytes, recovered: damagedSnapshots.length > 0 }
  }
  const file = damagedSnapshots[0] ?? stateFile(folder, 'journal', (snapshots.at(-1) ?? 0) || 1)
  log.error(`${file} is damaged or missing, and so is what stood before it`)
  throw damaged(file, 'it is incomplete or was changed, and no older snapshot with its journals is there')
}

/** Generations from which the state can be built, newest first: those with a snapshot, and the very first, which needs none. */
function basesOf(snapshots: readonly number[], journals: readonly number[]): number[] {
  const first = journals.includes(FIRST_GENERATION) ? [FIRST_GENERATION] : []
  return [...new Set([...first, ...snapshots])].sort((a, b) => b - a)
}

/** Whether a snapshot was whole; the tables are empty where it wasn't. */
async function loadSnapshot(file: string, tables: Tables): Promise<boolean> {
  const replay = createReplay(tables)
  let lines = 0
  let usable = true
  let ended = false
  const reading = await read(file, (line) => {
    lines += 1
    if (lines === 1) usable = isHeader(line, 'snapshot', file)
    else if (ended) usable = false
    else if (isEnd(line)) ended = true
    else usable = replay(line) && usable
  })
  const whole = usable && ended && reading.goodBytes === reading.totalBytes
  if (!whole) for (const table of tables.values()) if (table.definition.kind === 'state') table.clear()
  return whole
}

function isEnd(line: unknown): boolean {
  return JSON.stringify(line) === SNAPSHOT_END
}

async function replayJournals(
  deps: Deps,
  base: number,
  journals: readonly number[]
): Promise<Pick<LoadedState, 'generation' | 'journalBytes' | 'operations'>> {
  const newest = Math.max(base, journals.at(-1) ?? base)
  let operations = 0
  let journalBytes = 0
  for (let generation = base; generation <= newest; generation += 1) {
    const file = stateFile(deps.folder, 'journal', generation)
    if (!journals.includes(generation)) throw damaged(file, 'it is missing')
    const journal = await replayJournal(deps, file, generation === newest)
    operations += journal.operations
    journalBytes = journal.bytes
  }
  return { generation: newest, journalBytes, operations }
}

async function replayJournal(
  deps: Deps,
  file: string,
  isLast: boolean
): Promise<{ operations: number; bytes: number }> {
  const replay = createReplay(deps.tables)
  let operations = 0
  let lines = 0
  let usable = true
  const reading = await read(file, (line) => {
    lines += 1
    if (lines === 1) usable = isHeader(line, 'journal', file)
    else usable = replay(line) && usable
    operations += Array.isArray(line) ? line.length : 0
  })
  if (lines === 0 || !usable) throw damaged(file, 'it is no journal of this server')
  if (reading.isOverlong)
    throw damaged(file, `after byte ${reading.goodBytes} stands a line that is longer than any record`)
  const torn = reading.totalBytes - reading.goodBytes
  if (torn > 0) {
    // Only a record that was being written when the process ended may be torn, and that is the last one of the last journal.
    if (reading.goodAfterBad || !isLast)
      throw damaged(file, `the record at byte ${reading.goodBytes} was changed, and others follow it`)
    await cutTornTail(file, reading, deps)
  }
  return { operations, bytes: reading.goodBytes }
}

async function setAside(file: string, { backups, log }: Deps): Promise<void> {
  const aside = join(backups, `damaged-${basename(file)}`)
  await rename(file, aside)
  log.error(
    `${file} was damaged. THE STATE WAS RECOVERED from the snapshot before it and the journals since, which hold the same; the damaged file is kept as ${aside}`
  )
}

async function read(file: string, take: (line: unknown) => void): Promise<Reading> {
  try {
    return await readLines(file, take)
  } catch (cause) {
    throw await unreachable(file, cause)
  }
}

function damaged(file: string, reason: string): StoreError {
  return new StoreError(
    'damaged',
    `${file} is damaged: ${reason}. Nothing was overwritten. It holds tokens and sessions, of which no other copy is whole. Put back a backup of the folder ${dirname(file)}, or move that folder away: the server then starts without them, with its clients, people and settings`,
    { file }
  )
}
