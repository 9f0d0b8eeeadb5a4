import { mkdir, readdir, rename, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Clock, Random } from '../../ports'
import { createBackups } from './backups'
import { parseBytes } from './configuration/configuration-document'
import { layoutOf } from './folder/folder'
import { acquireLock } from './folder/lock'
import { MIGRATIONS } from './migration'
import { codeOf, unwritable } from './unwritable'

/** The backup that a start would take the configuration from. */
export interface UsableBackup {
  readonly path: string
  /** When it was written last, in milliseconds since 1970. */
  readonly atMs: number
}

/** Of a folder that can't be opened as it is: sessions and tokens, or everything. */
export type DamagedPart = 'state' | 'everything'

/** The newest backup of the configuration that can be used; undefined: there is none. Changes nothing. */
export async function findUsableBackup(
  folder: string,
  clock: Pick<Clock, 'nowMs'>
): Promise<UsableBackup | undefined> {
  try {
    const copies = await createBackups({ folder: layoutOf(folder).backups, clock, everyMs: 0 }).rolling()
    const usable = copies.find((copy) => 'bytes' in copy && isUsable(copy.path, copy.bytes))
    return usable && { path: usable.path, atMs: (await stat(usable.path)).mtimeMs }
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined
    throw unwritable(folder, cause)
  }
}

/**
 * Moves a part of the data into a new folder beside it, from which nothing is read any more; resolves to that folder. Nothing is
 * deleted. Throws StoreError `busy` while somebody has the data open, and `unwritable`.
 */
export async function setAside(
  folder: string,
  part: DamagedPart,
  { clock, random }: { clock: Pick<Clock, 'nowMs'>; random: Pick<Random, 'alphanumeric'> }
): Promise<string> {
  const { configuration, state, backups, lock } = layoutOf(folder)
  const held = await acquireLock(lock, { clock, random })
  try {
    const moment = new Date(clock.nowMs()).toISOString().replace(/\.\d+|[-:]/g, '')
    const aside = join(folder, `set-aside-${moment}`)
    await mkdir(aside, { recursive: true, mode: 0o700 })
    const present = new Set(await readdir(folder))
    const parts = part === 'state' ? [state] : [configuration, state, backups]
    const wanted = parts.filter((path) => present.has(basename(path)))
    await moveAll(wanted.map((from) => ({ from, to: join(aside, basename(from)) })))
    return aside
  } catch (cause) {
    throw unwritable(folder, cause)
  } finally {
    held.release()
  }
}

/** All of them or none: half of the data would be opened as if it were whole. */
async function moveAll(moves: readonly { readonly from: string; readonly to: string }[]): Promise<void> {
  const moved: (typeof moves)[number][] = []
  try {
    for (const move of moves) {
      await rename(move.from, move.to)
      moved.push(move)
    }
  } catch (error) {
    for (const { from, to } of moved.reverse()) await rename(to, from)
    throw error
  }
}

function isUsable(path: string, bytes: Uint8Array): boolean {
  try {
    parseBytes(bytes, path, MIGRATIONS)
    return true
  } catch {
    return false
  }
}
