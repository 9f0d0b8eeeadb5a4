import { readdir, rm, truncate } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Log } from '../../../ports'
import { produceAtomically } from '../folder/atomic-write'
import { openFile } from '../folder/open-file'
import type { Reading } from './state-line'
import { reasonOf, unwritable } from '../unwritable'

const NAME = /^torn-journal-\d{8}-\d{12}\.ndjson$/
const KEPT = 10
const CHUNK_BYTES = 1 << 20

/**
 * Cuts what no record can be read from off the end of a journal, and keeps it beside the backups: whether a record was broken off
 * there, of which nobody had been told, or damaged later can't be seen from it. Throws StoreError `unwritable`.
 */
export async function cutTornTail(
  file: string,
  { goodBytes, totalBytes }: Reading,
  { backups, log }: { readonly backups: string; readonly log: Pick<Log, 'warn'> }
): Promise<void> {
  const name = `torn-${basename(file, '.ndjson')}-${String(goodBytes).padStart(12, '0')}.ndjson`
  const kept = await keepTail(file, goodBytes, join(backups, name)).then(
    () => `they are kept as ${join(backups, name)}`,
    // A full disk must not keep the server from starting.
    (cause: unknown) => `they could not be kept: ${reasonOf(cause)}`
  )
  log.warn(
    `${file}: the last ${totalBytes - goodBytes} bytes are no whole record and were cut off. Where a stop or a loss of power broke it off, nobody had been told that it was stored; where the disk damaged it, what it held is missing; ${kept}`
  )
  try {
    await truncate(file, goodBytes)
  } catch (cause) {
    throw unwritable(file, cause)
  }
  await removeOldest(backups).catch((cause: unknown) =>
    log.warn(`Old ends of journals in ${backups} could not be removed: ${reasonOf(cause)}`)
  )
}

async function keepTail(file: string, start: number, to: string): Promise<void> {
  const source = await openFile(file)
  try {
    await produceAtomically(to, async (copy) => {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES)
      for (let position = start; ;) {
        const { bytesRead } = await source.read(chunk, 0, chunk.length, position)
        if (bytesRead === 0) return
        await copy.writeFile(chunk.subarray(0, bytesRead))
        position += bytesRead
      }
    })
  } finally {
    await source.close()
  }
}

/** Later generations and places have names that sort later. */
async function removeOldest(backups: string): Promise<void> {
  const names = (await readdir(backups)).filter((name) => NAME.test(name)).sort()
  for (const name of names.slice(0, -KEPT)) await rm(join(backups, name), { force: true })
}
