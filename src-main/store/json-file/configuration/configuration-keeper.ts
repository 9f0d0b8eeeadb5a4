import { isDeepStrictEqual } from 'node:util'
import { StoreError, type Log } from '../../../ports'
import { CONFIGURATION_NAMES } from '../../engine/configuration/configuration-schemas'
import type { ConfigurationBatch } from '../../engine/configuration/configuration-writer'
import { definitionOf, type AnyRecord, type Change } from '../../engine/record'
import type { Backups } from '../backups'
import {
  changeDocument,
  emptyDocument,
  parseBytes,
  type ConfigurationDocument
} from './configuration-document'
import type { ConfigurationFile, FileContent } from './configuration-file'
import { textOf } from './configuration-text'
import type { Migration } from '../migration'
import { unwritable } from '../unwritable'

/** Keeps `config.json`, the copies of it, and what others do to it, in step with the records in memory. */
export interface ConfigurationKeeper {
  /** Reads the configuration, from a copy where it must be. True: there is none yet. Throws StoreError `damaged`, `newer`, `unwritable`. */
  load(): Promise<{ fresh: boolean; content: ConfigurationBatch }>
  /**
   * What somebody else changed in the file since; undefined: nothing that can be used. What it replaces is in a backup then; where that can't be
   * made, it rejects with StoreError `unwritable` and the edit waits for the next call.
   */
  takeEdit(): Promise<ConfigurationBatch | undefined>
  /** Writes a change; rejects with StoreError `unwritable`, everything standing as before. `outdated`: there is an edit to take first. */
  persist(batch: ConfigurationBatch): Promise<'written' | 'outdated'>
  /** Brings the newest copy up to date where it isn't. */
  backUp(): Promise<void>
  tryWriting(): Promise<void>
}

/** The keeper of one file. Its callers never overlap: they stand in one queue. */
export function createConfigurationKeeper(deps: {
  path: string
  file: ConfigurationFile
  backups: Backups
  log: Pick<Log, 'info' | 'warn' | 'error'>
  migrations: readonly Migration[]
}): ConfigurationKeeper {
  const { path, file, backups, log, migrations } = deps
  const empty = emptyDocument(migrations)
  let standing = empty
  let backedUp = true
  /** The file as it was read, until it is backed up: making the text of 100,000 clients anew takes longer. */
  let read: Uint8Array | undefined
  /** What stands in the file and can't be used; it is kept aside before it is written over. */
  let unusable: { bytes: Uint8Array; kind: 'edited' | 'damaged' } | undefined
  /** An edit that was read, and waits until what it replaces is in a backup. */
  let waiting: FileContent | undefined

  function take(
    document: ConfigurationDocument,
    batch = differenceOf(standing, document)
  ): ConfigurationBatch {
    standing = document
    backedUp = false
    read = undefined
    return batch
  }

  async function write(document: ConfigurationDocument): Promise<'written' | 'outdated'> {
    if (unusable) {
      const copy = await backups.put(unusable.kind, unusable.bytes)
      log.warn(`${path} can't be used as it is and is written over now; what stood there is kept as ${copy}`)
      unusable = undefined
    }
    if ((await file.write(document, standing)) === 'outdated') return 'outdated'
    standing = document
    backedUp = false
    read = undefined
    return 'written'
  }

  async function look(): Promise<FileContent> {
    const content = await file.look()
    const found = content.kind === 'unchanged' && waiting ? waiting : content
    waiting = undefined
    return found
  }

  /** The rolling copies follow the file, and would show nothing but the edit. */
  async function keepReplaced(edit: FileContent): Promise<void> {
    if (standing === empty) return
    try {
      await backups.put('replaced', read ?? textOf(standing))
    } catch (cause) {
      waiting = edit
      throw unwritable(backups.folder, cause)
    }
  }

  async function writeFirst(document: ConfigurationDocument): Promise<void> {
    if ((await file.write(document, document)) === 'outdated')
      throw new StoreError('unwritable', `${path} was changed while the server started: start it again`, {
        file: path
      })
  }

  async function recover(reason: string): Promise<ConfigurationBatch> {
    const unreadable: string[] = []
    for (const copy of await backups.rolling()) {
      if ('unreadable' in copy) {
        unreadable.push(`${copy.path} can't be read: ${copy.unreadable}`)
        continue
      }
      const document = usable(copy, migrations)
      if (!document) continue
      for (const passedOver of unreadable) log.warn(passedOver)
      log.error(
        `${reason}. THE CONFIGURATION WAS RECOVERED FROM ${copy.path}: changes after that copy are missing`
      )
      const content = take(document)
      backedUp = true
      return content
    }
    throw new StoreError(
      'damaged',
      [reason, `No usable backup stands in ${backups.folder}`, ...unreadable, 'Nothing was overwritten'].join(
        '. '
      ),
      {
        file: path
      }
    )
  }

  return {
    async load() {
      const content = await file.look()
      if (content.kind === 'unusable') {
        if (content.reason.code === 'newer') throw content.reason
        const recovered = await recover(content.reason.message)
        unusable = { bytes: content.bytes, kind: 'damaged' }
        return { fresh: false, content: recovered }
      }
      if (content.kind === 'read') {
        if (content.migrated) await migrateFile(content.bytes, content.document)
        const batch = take(content.document)
        if (!content.migrated) read = content.bytes
        return { fresh: false, content: batch }
      }
      if ((await backups.rolling()).length === 0) return { fresh: true, content: { changes: [] } }
      const recovered = await recover(`${path} is gone, though there are backups of it`)
      await writeFirst(standing)
      return { fresh: false, content: recovered }
    },
    async takeEdit() {
      const content = await look()
      if (content.kind === 'unusable') {
        unusable = { bytes: content.bytes, kind: 'edited' }
        log.error(
          `The edit of ${path} was not applied: ${content.reason.message}. What was in force stays in force`
        )
      }
      if (content.kind !== 'read') return undefined
      const batch = differenceOf(standing, content.document)
      const changesAnything = batch.changes.length > 0 || batch.settings !== undefined
      if (changesAnything) await keepReplaced(content)
      unusable = undefined
      if (changesAnything) log.info(`${path} was edited by hand; the edit is in force`)
      return take(content.document, batch)
    },
    persist: (batch) => write(changeDocument(standing, batch)),
    async backUp() {
      if (backedUp) return
      await backups.keep(read ?? textOf(standing))
      read = undefined
      backedUp = true
    },
    tryWriting: () => file.tryWriting(standing)
  }

  async function migrateFile(bytes: Uint8Array, document: ConfigurationDocument): Promise<void> {
    const copy = await backups.put('migrated', bytes)
    await writeFirst(document)
    log.info(`${path} was brought to version ${document.version}; the old one is kept as ${copy}`)
  }
}

function usable(copy: { path: string; bytes: Uint8Array }, migrations: readonly Migration[]) {
  try {
    return parseBytes(copy.bytes, copy.path, migrations).document
  } catch (reason) {
    if (reason instanceof StoreError) return undefined
    throw reason
  }
}

/** What leads from one document to another. */
function differenceOf(from: ConfigurationDocument, to: ConfigurationDocument): ConfigurationBatch {
  const changes = CONFIGURATION_NAMES.flatMap((name): Change[] => {
    const keyOf = definitionOf(name).key
    if (from[name].length === 0) return to[name].map((after): Change => ({ name, key: keyOf(after), after }))
    const before = new Map(from[name].map((record) => [keyOf(record), record]))
    const after = new Map(to[name].map((record) => [keyOf(record), record]))
    const gone = [...before.keys()].filter((key) => !after.has(key)).map((key): Change => ({ name, key }))
    return [
      ...gone,
      ...changedRecords(before, after).map(([key, record]): Change => ({ name, key, after: record }))
    ]
  })
  return isDeepStrictEqual(from.settings, to.settings) ? { changes } : { changes, settings: to.settings }
}

function changedRecords(
  before: ReadonlyMap<string, AnyRecord>,
  after: ReadonlyMap<string, AnyRecord>
): [string, AnyRecord][] {
  return [...after].filter(([key, record]) => !isDeepStrictEqual(before.get(key), record))
}
