import { rm } from 'node:fs/promises'
import type { CollectionName } from '../../../ports'
import type { Tables } from '../../engine/assemble-store'
import { definitionOf, type AnyRecord } from '../../engine/record'
import { produceAtomically } from '../folder/atomic-write'
import { headerOf, listStateFiles, SNAPSHOT_END, stateFile } from './state-files'
import { encodeLine } from './state-line'
import { encodeOperation } from './state-operations'

/** Records in one line: few enough that other requests wait for no more than a millisecond. */
const RECORDS_PER_LINE = 500
/** Characters from which on fewer are enough. */
const LARGE_LINE = 1 << 20

/** The records of one moment. They are values, so that keeping them is keeping that moment. */
export type Moment = readonly (readonly [name: CollectionName, records: readonly AnyRecord[]])[]

/** The live state of this moment. */
export function momentOf(tables: Tables): Moment {
  return [...tables.values()]
    .filter((table) => table.definition.kind === 'state')
    .map((table) => [table.name, table.live()])
}

/**
 * Writes a snapshot while the server works on. `isWanted` is asked between the lines and at the end; false leaves no snapshot.
 * Resolves to whether there is one. Rejects with the system's error.
 */
export async function writeSnapshot(
  folder: string,
  generation: number,
  moment: Moment,
  isWanted: () => boolean
): Promise<boolean> {
  const unwanted = new Error('The snapshot is not wanted any more')
  try {
    await produceAtomically(stateFile(folder, 'snapshot', generation), async (file) => {
      for (const line of linesOf(generation, moment)) {
        await file.writeFile(encodeLine(line))
        if (!isWanted()) throw unwanted
      }
    })
    return true
  } catch (reason) {
    if (reason === unwanted) return false
    throw reason
  }
}

function* linesOf(generation: number, moment: Moment): Generator<string> {
  yield headerOf('snapshot', generation)
  for (const [name, records] of moment) {
    const keyOf = definitionOf(name).key
    let operations: string[] = []
    let length = 0
    for (const after of records) {
      const operation = encodeOperation({ name, key: keyOf(after), after })
      operations.push(operation)
      length += operation.length
      if (operations.length < RECORDS_PER_LINE && length < LARGE_LINE) continue
      yield `[${operations.join(',')}]`
      operations = []
      length = 0
    }
    if (operations.length > 0) yield `[${operations.join(',')}]`
  }
  yield SNAPSHOT_END
}

/** Removes the state files of generations before this one. */
export async function removeOlder(folder: string, generation: number): Promise<void> {
  const { snapshots, journals } = await listStateFiles(folder)
  const old = (generations: readonly number[]) => generations.filter((number) => number < generation)
  for (const number of old(snapshots)) await rm(stateFile(folder, 'snapshot', number), { force: true })
  for (const number of old(journals)) await rm(stateFile(folder, 'journal', number), { force: true })
}
