import { fstatSync, statSync, type BigIntStats } from 'node:fs'
import { codeOf } from '../unwritable'

/** The very file that stands at a path now; undefined: none does. Another one at the same path has another identity. */
export function identityAt(path: string): string | undefined {
  try {
    return identityIn(statSync(path, { bigint: true }))
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ENOTDIR') return undefined
    throw cause
  }
}

/** The identity of a file that is open. */
export function identityOf(fd: number): string {
  return identityIn(fstatSync(fd, { bigint: true }))
}

/** Whether an open file is the one that stands at a path; false where the system doesn't say. */
export function isStillAt(path: string, fd: number): boolean {
  try {
    return identityAt(path) === identityOf(fd)
  } catch (cause) {
    if (codeOf(cause) === undefined) throw cause
    return false
  }
}

function identityIn({ dev, ino }: BigIntStats): string {
  return `${dev} ${ino}`
}
