import { isAscii } from 'node:buffer'
import type { FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { openFile } from '../folder/open-file'

/** A line has no more bytes than these: a thousand times what a busy server writes at once, and half of what Node takes for one text. */
export const LONGEST_LINE = 1 << 28

/**
 * One line of a state file: eight hexadecimal digits (CRC-32 of the rest), a space, JSON. A line is what one write wrote, so that
 * it is there whole or, torn, not at all. Throws RangeError for one that couldn't be read again.
 */
export function encodeLine(json: string): Buffer {
  const length = Buffer.byteLength(json) + PREFIX + 1
  if (length > LONGEST_LINE)
    throw new RangeError(
      `${length} bytes were to be written at once, and at most ${LONGEST_LINE} can be read again`
    )
  return encodeInto(Buffer.allocUnsafe(length), json)
}

/** Encodes one line after the other into the same bytes: a line is there until the next one is asked for. */
export function createLineBuffer(): (json: string) => Buffer {
  let buffer = Buffer.allocUnsafe(SMALL_BYTES)
  return (json) => {
    const most = MOST_BYTES_OF_A_UNIT * json.length + PREFIX + 1
    if (most > LARGE_BYTES) return encodeLine(json)
    if (most > buffer.length) buffer = Buffer.allocUnsafe(2 * most)
    return encodeInto(buffer, json)
  }
}

function encodeInto(buffer: Buffer, json: string): Buffer {
  const end = PREFIX + buffer.write(json, PREFIX)
  buffer.write(crc32(buffer.subarray(PREFIX, end)).toString(16).padStart(8, '0') + ' ', 0, 'latin1')
  buffer[end] = NEWLINE
  return buffer.subarray(0, end + 1)
}

const PREFIX = 9
const NEWLINE = 10
/** UTF-8 of one of the units that a text is counted in. */
const MOST_BYTES_OF_A_UNIT = 3
const SMALL_BYTES = 1 << 14
/** A line beyond this is rare, and its bytes aren't kept. */
const LARGE_BYTES = 1 << 20
const CHUNK_BYTES = 1 << 20

/** How far a state file can be trusted. */
export interface Reading {
  /** Bytes up to the end of the last line before the first bad one. */
  readonly goodBytes: number
  readonly totalBytes: number
  /** Whether good lines follow a bad one: then it wasn't torn, it was damaged. */
  readonly goodAfterBad: boolean
  /** Whether it was read no further because a line went on beyond the longest: no write that was broken off leaves such a one. */
  readonly isOverlong: boolean
}

/** Reads the lines of a file in order and hands each good one before the first bad one to `take`. Rejects as `openFile` does. */
export async function readLines(path: string, take: (value: unknown) => void): Promise<Reading> {
  const file = await openFile(path)
  let goodBytes = 0
  let bad = false
  let goodAfterBad = false

  function takeLine(line: Buffer): void {
    const body = bodyOf(line)
    if (!body) bad = true
    else if (bad) goodAfterBad = true
    else {
      take(JSON.parse(textOf(body)))
      goodBytes += line.length + 1
    }
  }

  try {
    const isOverlong = (await readThrough(file, takeLine)) === 'overlong'
    return { goodBytes, totalBytes: (await file.stat()).size, goodAfterBad, isOverlong }
  } finally {
    await file.close()
  }
}

/** Hands out every line of a file, as bytes that are overwritten afterwards, up to one that is longer than the longest. */
async function readThrough(
  file: FileHandle,
  takeLine: (line: Buffer) => void
): Promise<'whole' | 'overlong'> {
  // One buffer for all, since a million tokens are hundreds of megabytes; a line that is longer gets a larger one.
  let buffer = Buffer.allocUnsafe(CHUNK_BYTES)
  let filled = 0
  for (;;) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled)
    if (bytesRead === 0) return 'whole'
    filled += bytesRead
    const taken = filled - takeWholeLines(buffer.subarray(0, filled), takeLine).length
    buffer.copyWithin(0, taken, filled)
    filled -= taken
    if (filled === LONGEST_LINE) return 'overlong'
    if (filled === buffer.length) buffer = Buffer.concat([buffer], 2 * filled)
  }
}

/** What is nearly always ASCII needs no decoding. */
function textOf(body: Buffer): string {
  return body.toString(isAscii(body) ? 'latin1' : 'utf8')
}

/** Hands out what ends in a newline; what is left begins a line whose end is still to come. */
function takeWholeLines(bytes: Buffer, takeLine: (line: Buffer) => void): Buffer {
  let start = 0
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
    takeLine(bytes.subarray(start, end))
    start = end + 1
  }
  return bytes.subarray(start)
}

function bodyOf(line: Buffer): Buffer | undefined {
  if (line.length <= PREFIX || line[PREFIX - 1] !== 32) return undefined
  const body = line.subarray(PREFIX)
  const sum = line.toString('latin1', 0, PREFIX - 1)
  return crc32(body).toString(16).padStart(8, '0') === sum ? body : undefined
}
