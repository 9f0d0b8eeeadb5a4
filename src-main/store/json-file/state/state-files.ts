import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { StoreError } from '../../../ports'
import { unreachable } from '../folder/link'

export type StateFileKind = 'snapshot' | 'journal'

const FORMAT_VERSION = 1

/** The generation that needs no snapshot: it begins with nothing. */
export const FIRST_GENERATION = 1

/** The last line of a snapshot. */
export const SNAPSHOT_END = JSON.stringify({ end: true })

const NAME = /^(snapshot|journal)-(\d{8})\.ndjson$/

/** The generations of which there are files. A journal of a generation holds what happened after its snapshot was begun. */
export interface StateFiles {
  /** Rising. */
  readonly snapshots: readonly number[]
  readonly journals: readonly number[]
}

/** The path of a state file. */
export function stateFile(folder: string, kind: StateFileKind, generation: number): string {
  return join(folder, `${kind}-${String(generation).padStart(8, '0')}.ndjson`)
}

/** The length of a state file in bytes. Rejects with StoreError `unwritable`. */
export async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch (cause) {
    throw await unreachable(file, cause)
  }
}

/** The length of all state files together. Rejects with StoreError `unwritable`, or with the system's error. */
export async function sizeOfAll(folder: string): Promise<number> {
  const { snapshots, journals } = await listStateFiles(folder)
  const files = [
    ...snapshots.map((generation) => stateFile(folder, 'snapshot', generation)),
    ...journals.map((generation) => stateFile(folder, 'journal', generation))
  ]
  const sizes = await Promise.all(files.map(sizeOf))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Which state files there are. */
export async function listStateFiles(folder: string): Promise<StateFiles> {
  const found = (await readdir(folder)).flatMap((name) => {
    const match = NAME.exec(name)
    return match ? [{ kind: match[1], generation: Number(match[2]) }] : []
  })
  const generations = (kind: StateFileKind) =>
    found
      .filter((file) => file.kind === kind)
      .map(({ generation }) => generation)
      .sort((a, b) => a - b)
  return { snapshots: generations('snapshot'), journals: generations('journal') }
}

/** The first line of a state file. */
export function headerOf(kind: StateFileKind, generation: number): string {
  return JSON.stringify({ format: kind, version: FORMAT_VERSION, generation })
}

/** Whether a line is the header of that file. Throws StoreError `newer` for one that this version can't read. */
export function isHeader(value: unknown, kind: StateFileKind, file: string): boolean {
  if (typeof value !== 'object' || value === null || !('format' in value) || !('version' in value))
    return false
  if (typeof value.version === 'number' && value.version > FORMAT_VERSION)
    throw new StoreError(
      'newer',
      `${file} has version ${value.version}, written by a newer version of the server; this one reads versions up to ${FORMAT_VERSION}. It was left as it is`,
      { file }
    )
  return value.format === kind && value.version === FORMAT_VERSION
}
