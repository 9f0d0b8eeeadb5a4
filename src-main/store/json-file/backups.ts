import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../ports'
import { writeAtomically, type Content } from './folder/atomic-write'

/** Why a copy was made: part of its name, and each kind has its own bound. */
export type BackupKind = 'rolling' | 'edited' | 'damaged' | 'migrated'

/** Copies of `config.json` in `backups/`. */
export interface Backups {
  readonly folder: string
  /** The newest rolling copy, or a new one when that began too long ago, gets this content. */
  keep(content: Content): Promise<void>
  /** A copy that stands by itself; resolves to its path. */
  put(kind: BackupKind, content: Content): Promise<string>
  /** Rolling copies, newest first. */
  rolling(): Promise<readonly { path: string; bytes: Uint8Array }[]>
}

const KEPT_OF_A_KIND = 10
const NAME = /^config-(\d{6})-[\dTZ]+-(rolling|edited|damaged|migrated)\.json$/

interface Entry {
  readonly name: string
  readonly number: number
  readonly kind: string
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
    const names = await readdir(folder)
    const found = names.flatMap((name) => {
      const match = NAME.exec(name)
      return match ? [{ name, number: Number(match[1]), kind: match[2] ?? '' }] : []
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
    for (const { name } of present.filter((entry) => entry.kind === kind).slice(KEPT_OF_A_KIND - 1))
      await rm(join(folder, name), { force: true })
    return path
  }

  async function rolling(limit: number): Promise<{ path: string; bytes: Uint8Array }[]> {
    const newest = (await entries()).filter(({ kind }) => kind === 'rolling').slice(0, limit)
    const paths = newest.map(({ name }) => join(folder, name))
    return Promise.all(paths.map(async (path) => ({ path, bytes: await readFile(path) })))
  }

  return {
    async keep(content) {
      const age = clock.nowMs() - (open?.since ?? 0)
      if (open && age >= 0 && age < everyMs) return writeAtomically(open.path, content)
      // A server that is started again and again must not push out what older copies hold.
      const [newest] = open ? [] : await rolling(1)
      if (newest && isSame(content, newest.bytes)) return
      open = { path: await put('rolling', content), since: clock.nowMs() }
    },
    folder,
    put,
    rolling: () => rolling(KEPT_OF_A_KIND)
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
