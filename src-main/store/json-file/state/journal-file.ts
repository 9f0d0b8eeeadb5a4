import { closeSync, fdatasync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { writeAtomically } from '../folder/atomic-write'
import { identityAt, identityOf } from '../folder/file-identity'
import { headerOf, stateFile } from './state-files'
import { createLineBuffer, encodeLine } from './state-line'
import { codeOf } from '../unwritable'

/** A journal that is open for appending. Callers don't overlap. */
export interface JournalFile {
  readonly path: string
  readonly generation: number
  /** Bytes that stand. */
  readonly bytes: number
  /** Hands a line to the operating system. Throws the system's error, and what was written of it is not there. */
  append(json: string): void
  /** Makes durable what was appended. Rejects with the system's error. */
  sync(): Promise<void>
  /**
   * The same ahead of time, for what is appended while it runs too, and without taking a failure from `sync`: Linux tells of one once to
   * whoever has the file open, so this opens it anew.
   */
  presync(): Promise<void>
  /**
   * in place: it stands where it was opened, as it was left; changed: somebody else wrote into it or cut it; gone: what is written to a
   * file that was deleted meanwhile is lost. Throws the system's error.
   */
  standing(): 'in place' | 'changed' | 'gone'
  /** Takes back what was appended beyond so many bytes: at the next append, or when it is closed. */
  cutTo(bytes: number): void
  /** A file that is another server's now must not be cut any more. */
  close(mayCut: boolean): void
}

/** A new journal of a generation, with its header, durable under its name. Rejects with the system's error. */
export async function createJournalFile(folder: string, generation: number): Promise<JournalFile> {
  const header = encodeLine(headerOf('journal', generation))
  await writeAtomically(stateFile(folder, 'journal', generation), header)
  return openJournalFile(folder, generation, header.length)
}

/** A journal that is there, of which `length` bytes stand. Throws the system's error. */
export function openJournalFile(folder: string, generation: number, length: number): JournalFile {
  const path = stateFile(folder, 'journal', generation)
  const fd = openSync(path, 'r+')
  const identity = identityOf(fd)
  const encode = createLineBuffer()
  let bytes = length
  // What lies beyond `bytes` must be cut off before the next append, however long the disk refuses that.
  let tailIsClean = true
  // How far such a tail may go.
  let reach = length

  function cutTail(): void {
    if (tailIsClean) return
    ftruncateSync(fd, bytes)
    tailIsClean = true
    reach = bytes
  }

  return {
    path,
    generation,
    get bytes() {
      return bytes
    },
    append(json) {
      cutTail()
      const line = encode(json)
      tailIsClean = false
      reach = bytes + line.length
      // One write of the thread pool costs ten times this one, and a full disk may take a part of the line.
      for (let done = 0; done < line.length;)
        done += writeSync(fd, line, done, line.length - done, bytes + done)
      bytes += line.length
      tailIsClean = true
    },
    sync: () =>
      new Promise((resolve, reject) => {
        fdatasync(fd, (cause) => (cause ? reject(cause) : resolve()))
      }),
    async presync() {
      // Windows makes nothing durable through what is open for reading alone.
      const file = await open(path, 'r+')
      try {
        await file.datasync()
      } finally {
        await file.close()
      }
    },
    standing() {
      if (identityAt(path) !== identity) return 'gone'
      const { size } = fstatSync(fd)
      return size >= bytes && size <= (tailIsClean ? bytes : reach) ? 'in place' : 'changed'
    },
    cutTo(to) {
      tailIsClean &&= to === bytes
      bytes = to
    },
    close(mayCut) {
      try {
        if (mayCut) cutTail()
      } catch (cause) {
        // A folder that takes nothing any more: what is left there was refused, and is no reason to end in a failure.
        if (codeOf(cause) === undefined) throw cause
      } finally {
        closeSync(fd)
      }
    }
  }
}
