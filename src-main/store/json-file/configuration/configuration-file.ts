import type { BigIntStats } from 'node:fs'
import { realpath, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Low, type Adapter } from 'lowdb'
import { StoreError } from '../../../ports'
import { produceAtomically, syncFolder, tryWriting } from '../folder/atomic-write'
import { deadLink, isLink } from '../folder/link'
import { openFile } from '../folder/open-file'
import { emptyDocument, parseBytes, type ConfigurationDocument } from './configuration-document'
import { textOf } from './configuration-text'
import type { Migration } from '../migration'
import { codeOf, unwritable } from '../unwritable'

/** What stands in the file, compared with what this process wrote or read last. */
export type FileContent =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'read'
      readonly bytes: Uint8Array
      readonly document: ConfigurationDocument
      readonly migrated: boolean
    }
  /** It can't be used as it is: a StoreError `damaged` or `newer`. */
  | { readonly kind: 'unusable'; readonly bytes: Uint8Array; readonly reason: StoreError }

/** `config.json` on disk. Its callers never overlap: they stand in one queue. */
export interface ConfigurationFile {
  /** Reads the file where it isn't what was written or read last. Throws StoreError `unwritable`. */
  look(): Promise<FileContent>
  /**
   * Writes a document; it is durable when this resolves. Rejects with StoreError `unwritable`, the former one standing, or about to stand
   * again: what was refused is no edit, and `tryWriting` goes on to put the former one back. `outdated`: somebody else changed the file since
   * it was looked at, and it was left as they want it.
   */
  write(document: ConfigurationDocument, former: ConfigurationDocument): Promise<'written' | 'outdated'>
  /** Tries whether `write` would succeed now, with the document that is in force. */
  tryWriting(standing: ConfigurationDocument): Promise<void>
}

const OUTDATED = new Error('somebody else changes it at this very moment')

/** The file at `path`, kept by lowdb through an adapter that writes atomically. */
export function createConfigurationFile(path: string, migrations: readonly Migration[]): ConfigurationFile {
  let known: string | undefined
  /** What a write finds in the file; it has no `document` where there is no file. */
  let before: { readonly document?: ConfigurationDocument } = {}
  /** What has to stand again: what stands in the file now was refused, or isn't durable. */
  let unsettled: typeof before | undefined
  /** Whether the last write failed where the file was to be replaced, which only a write that replaces it can tell of. */
  let isStuck = false

  const adapter: Adapter<ConfigurationDocument> = {
    async read() {
      const content = await look()
      return content.kind === 'read' ? content.document : null
    },
    async write(document) {
      let written: string
      await produceAtomically(
        await placeOf(path),
        async (file) => {
          await file.writeFile(textOf(document))
          written = fingerprintIn(await file.stat({ bigint: true }))
        },
        {
          async finished() {
            await requireKnown()
            isStuck = true
          },
          placed() {
            isStuck = false
            known = written
            unsettled = before
          }
        }
      )
      unsettled = undefined
    }
  }
  const low = new Low<ConfigurationDocument>(adapter, emptyDocument(migrations))

  /** lowdb resolves an overlapping write with a later state, so each one gets here alone and with a document of its own. */
  async function put(document: ConfigurationDocument): Promise<void> {
    low.data = document
    await low.write()
  }

  /** What stood before a write that was refused after its content had got into its place. */
  async function putBack({ document }: typeof before): Promise<void> {
    if (document) return put(document)
    await requireKnown()
    const place = await placeOf(path)
    await rm(place, { force: true })
    known = undefined
    await syncFolder(dirname(place))
    unsettled = undefined
  }

  /** Tells one content from another without reading it: an editor changes the time, the size or the file itself. */
  async function fingerprint(): Promise<string | undefined> {
    try {
      return fingerprintIn(await stat(path, { bigint: true }))
    } catch (cause) {
      if (codeOf(cause) === 'ENOENT') return requireNone(path)
      throw unwritable(path, cause)
    }
  }

  /** Asked directly before the file is replaced, since writing takes long enough for an editor to save. Throws OUTDATED. */
  async function requireKnown(): Promise<void> {
    if ((await fingerprint()) !== known) throw OUTDATED
  }

  async function look(): Promise<FileContent> {
    const found = await fingerprint()
    // Somebody was at it since a write was refused, and what they left counts.
    if (found !== known) {
      unsettled = undefined
      isStuck = false
    }
    if (found === undefined) {
      known = undefined
      return { kind: 'missing' }
    }
    if (found === known) return { kind: 'unchanged' }
    const bytes = await readPrivate(path)
    // It may be replaced at this very moment, and whoever does that is told apart the next time.
    if (!bytes) return { kind: 'missing' }
    known = found
    try {
      const { document, migrated } = parseBytes(bytes, path, migrations)
      return { kind: 'read', bytes, document, migrated }
    } catch (reason) {
      if (reason instanceof StoreError) return { kind: 'unusable', bytes, reason }
      throw reason
    }
  }

  return {
    look,
    async write(document, former) {
      before = unsettled ?? (known === undefined ? {} : { document: former })
      try {
        await put(document)
        return 'written'
      } catch (cause) {
        if (cause === OUTDATED) return 'outdated'
        // Where this fails as well, `tryWriting` does it again until it succeeds.
        if (unsettled) await putBack(unsettled).catch(() => undefined)
        throw unwritable(path, cause)
      }
    },
    async tryWriting(standing) {
      try {
        if (unsettled) await putBack(unsettled)
        else if (isStuck && known !== undefined) await put(standing)
        else await tryWriting(await placeOf(path), textOf(standing))
      } catch (cause) {
        throw unwritable(path, cause)
      }
    }
  }
}

/** Where the file itself stands: a link stays one, as whoever made it expects. */
async function placeOf(path: string): Promise<string> {
  return (await isLink(path)) ? realpath(path) : path
}

/** Throws StoreError `unwritable` for a link that leads nowhere: what it led to may be on a disk that is not there yet, and is no fresh start. */
async function requireNone(path: string): Promise<undefined> {
  if (await isLink(path)) throw deadLink(path)
}

function fingerprintIn({ ino, size, mtimeNs }: BigIntStats): string {
  return `${ino} ${size} ${mtimeNs}`
}

/** The bytes of the file, which is for its owner alone from now on; undefined: it is gone. */
async function readPrivate(path: string): Promise<Uint8Array | undefined> {
  try {
    const file = await openFile(path)
    try {
      const bytes = await file.readFile()
      await restrict(file)
      return bytes
    } finally {
      await file.close()
    }
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined
    throw unwritable(path, cause)
  }
}

/** One that somebody else owns, as after an edit by `sudo`, stays as its owner left it until the next write makes it anew. */
async function restrict(file: FileHandle): Promise<void> {
  // Windows keeps rights elsewhere.
  if (process.platform === 'win32') return
  try {
    await file.chmod(0o600)
  } catch (cause) {
    if (codeOf(cause) !== 'EPERM') throw cause
  }
}
