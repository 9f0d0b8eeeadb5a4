import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../ports'
import { writeAtomically, type Content } from './folder/atomic-write'
import { readBytes } from './folder/open-file'
import { reasonOf } from './unwritable'

/** Why a copy was made: part of its name, and each kind has its own bound. */
export type BackupKind = 'rolling' | 'replaced' | 'edited' | 'damaged' | 'migrated'

/** A copy that was read, or why it can't be. */
export type BackupCopy = { readonly path: string } & (
  { readonly bytes: Uint8Array } | { readonly unreadable: string }
)

/** Copies of `config.json` in `backups/`. */
export interface Backups {
  readonly folder: string
  /** The newest rolling copy, or a new one when that began too long ago, gets this content. */
  keep(content: Content): Promise<void>
  /** A copy that stands by itself; resolves to its path. */
  put(kind: BackupKind, content: Content): Promise<string>
  /** Rolling copies, newest first; one that can't be read hides none of the others. */
  rolling(): Promise<readonly BackupCopy[]>
}

const KEPT_OF_A_KIND = 10
const NAME = /^config-(\d{6})-[\dTZ]+-(rolling|replaced|edited|damaged|migrated)\.json$/

interface Entry {
  readonly name: string
  readonly number: number
  readonly kind: string
  readonly isFile: boolean
}

/**
 * Backups in a folder. A rolling copy follows the configuration for `everyMs` and then stands still while a new one begins, so the newest
 * holds what was written last, and each older one what stood at the end of its time.
 */
export function createBackups(deps: {
  folder: string
  clock: Pick<Clock, 'nowMs'>
  everyMs: number
}): Backups {
  const { folder, clock, everyMs } = deps
  let open: { path: string; since: number } | undefined

  async function entries(): Promise<Entry[]> {
    const present = await readdir(folder, { withFileTypes: true })
    const found = present.flatMap((entry): Entry[] => {
      const [name, number, kind = ''] = NAME.exec(entry.name) ?? []
      return name ? [{ name, number: Number(number), kind, isFile: entry.isFile() }] : []
    })
    return found.sort((a, b) => b.number - a.number)
  }

  async function put(kind: BackupKind, content: Content): Promise<string> {
    const present = await entries()
    // The number keeps the order when the clock was set back.
    const number = String((present[0]?.number ?? 0) + 1).padStart(6, '0')
    const moment = new Date(clock.nowMs()).toISOString().replace(/\.\d+|[-:]/g, '')
    const path = join(folder, `config-${number}-${moment}-${kind}.json`)
    await writeAtomically(path, content)
    // What somebody else put there under such a name, a folder for instance, is not ours to remove.
    const ours = present.filter((entry) => entry.kind === kind && entry.isFile)
    for (const { name } of ours.slice(KEPT_OF_A_KIND - 1)) await rm(join(folder, name), { force: true })
    return path
  }

  async function rolling(limit?: number): Promise<BackupCopy[]> {
    const newest = (await entries()).filter(({ kind }) => kind === 'rolling').slice(0, limit)
    return Promise.all(newest.map(({ name }) => readCopy(join(folder, name))))
  }

  return {
    async keep(content) {
      const age = clock.nowMs() - (open?.since ?? 0)
      if (open && age >= 0 && age < everyMs) return writeAtomically(open.path, content)
      // A server that is started again and again must not push out what older copies hold.
      const [newest] = open ? [] : await rolling(1)
      if (newest && 'bytes' in newest && isSame(content, newest.bytes)) return
      open = { path: await put('rolling', content), since: clock.nowMs() }
    },
    folder,
    put,
    rolling: () => rolling()
  }
}

async function readCopy(path: string): Promise<BackupCopy> {
  try {
    return { path, bytes: await readBytes(path) }
  } catch (cause) {
    return { path, unreadable: reasonOf(cause) }
  }
}

function isSame(content: Content, bytes: Uint8Array): boolean {
  if (content instanceof Uint8Array) return Buffer.compare(content, bytes) === 0
  let at = 0
  for (const piece of typeof content === 'string' ? [content] : content) {
    const part = Buffer.from(piece)
    if (!part.equals(bytes.subarray(at, at + part.length))) return false
    at += part.length
  }
  return at === bytes.length
}
