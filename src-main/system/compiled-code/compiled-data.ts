import { createHash } from 'node:crypto'
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { dirname } from 'node:path'

const DIGEST_BYTES = 32

/**
 * Gives what was kept of a file's source, good until the next is asked for; undefined where there is nothing, or where it isn't whole or belongs to
 * another source. V8 looks at the length of a source alone, and believes what it gets.
 */
export function createCompiledReader(): (file: string, source: string) => Buffer | undefined {
  // One for all: megabytes would lie there otherwise until somebody collects garbage, which a start doesn't get to.
  let buffer = Buffer.alloc(0)

  function read(file: string): Buffer {
    const fd = openSync(file, 'r')
    try {
      const { size } = fstatSync(fd)
      if (size > buffer.length) buffer = Buffer.allocUnsafeSlow(Math.max(size, 2 * buffer.length))
      return buffer.subarray(0, readSync(fd, buffer, 0, size, 0))
    } finally {
      closeSync(fd)
    }
  }

  return (file, source) => {
    let kept: Buffer
    try {
      kept = read(file)
    } catch {
      return undefined
    }
    const data = kept.subarray(DIGEST_BYTES)
    return kept.subarray(0, DIGEST_BYTES).equals(digestOf(source, data)) ? data : undefined
  }
}

/** Keeps it, whole or not at all. A start that finds nothing is slower, so what hinders it is nobody's concern. */
export function writeCompiled(file: string, source: string, data: Buffer): void {
  const unfinished = `${file}.${process.pid}.tmp`
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(unfinished, Buffer.concat([digestOf(source, data), data]))
    renameSync(unfinished, file)
  } catch {
    removeUnfinished(unfinished)
  }
}

function removeUnfinished(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // A folder that may not even be looked into holds nothing of ours.
  }
}

function digestOf(source: string, data: Buffer): Buffer {
  return createHash('sha256').update(source).update(data).digest()
}
