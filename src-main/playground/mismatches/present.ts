import type { Mismatch } from '../../contract'

/** Those that are there. */
export function present(found: readonly (Mismatch | false | undefined)[]): Mismatch[] {
  return found.filter((mismatch): mismatch is Mismatch => mismatch !== false && mismatch !== undefined)
}
