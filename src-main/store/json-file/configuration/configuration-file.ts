import { chmod, readFile, stat } from 'node:fs/promises'
import { Low, type Adapter } from 'lowdb'
import { StoreError } from '../../../ports'
import { tryWriting, writeAtomically } from '../folder/atomic-write'
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
  /** Writes a document; it is durable when this resolves. Rejects with StoreError `unwritable`, the old one standing. */
  write(document: ConfigurationDocument): Promise<void>
  /** Tries whether `write` would succeed now. */
  tryWriting(document: ConfigurationDocument): Promise<void>
}

/** The file at `path`, kept by lowdb through an adapter that writes atomically. */
export function createConfigurationFile(path: string, migrations: readonly Migration[]): ConfigurationFile {
  let known: string | undefined

  const adapter: Adapter<ConfigurationDocument> = {
    async read() {
      const content = await look()
      return content.kind === 'read' ? content.document : null
    },
    async write(document) {
      await writeAtomically(path, textOf(document))
      known = await fingerprint()
    }
  }
  const low = new Low<ConfigurationDocument>(adapter, emptyDocument(migrations))

  /** Tells one content from another without reading it: an editor changes the time, the size or the file itself. */
  async function fingerprint(): Promise<string | undefined> {
    try {
      const { ino, size, mtimeNs } = await stat(path, { bigint: true })
      return `${ino} ${size} ${mtimeNs}`
    } catch (cause) {
      if (codeOf(cause) === 'ENOENT') return undefined
      throw unwritable(path, cause)
    }
  }

  async function look(): Promise<FileContent> {
    const found = await fingerprint()
    if (found === undefined) return { kind: 'missing' }
    if (found === known) return { kind: 'unchanged' }
    const bytes = await readPrivate(path)
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
    async write(document) {
      // lowdb resolves an overlapping write with a later state, so each one gets here alone and with a document of its own.
      low.data = document
      try {
        await low.write()
      } catch (cause) {
        throw unwritable(path, cause)
      }
    },
    async tryWriting(document) {
      try {
        await tryWriting(path, textOf(document))
      } catch (cause) {
        throw unwritable(path, cause)
      }
    }
  }
}

async function readPrivate(path: string): Promise<Uint8Array> {
  try {
    const bytes = await readFile(path)
    await chmod(path, 0o600)
    return bytes
  } catch (cause) {
    throw unwritable(path, cause)
  }
}
