import type { Rectangle } from 'electron'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** What the desktop app remembers between starts. It is comfort, not configuration: losing it does no harm. */
export interface Remembered {
  readonly bounds?: Rectangle
  readonly maximized?: boolean
  /** What closing the window means, once somebody has said so. */
  readonly onClose?: 'tray' | 'quit'
}

export interface Memory {
  recall(): Remembered
  remember(change: Remembered): void
}

/** Keeps it in a small JSON file; an unreadable one counts as nothing remembered. */
export function createMemory(file: string): Memory {
  let remembered = read(file)
  return {
    recall: () => remembered,
    remember: (change) => {
      remembered = { ...remembered, ...change }
      write(file, remembered)
    }
  }
}

function read(file: string): Remembered {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof value === 'object' && value !== null ? clean(value) : {}
  } catch {
    return {}
  }
}

/** Somebody may have edited the file: only what has its shape is taken. */
function clean(value: { bounds?: unknown; maximized?: unknown; onClose?: unknown }): Remembered {
  return {
    ...(isRectangle(value.bounds) ? { bounds: value.bounds } : {}),
    ...(value.maximized === true ? { maximized: true } : {}),
    ...(value.onClose === 'tray' || value.onClose === 'quit' ? { onClose: value.onClose } : {})
  }
}

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false
  const sides = value as Record<string, unknown>
  return ['x', 'y', 'width', 'height'].every((side) => Number.isInteger(sides[side]))
}

function write(file: string, remembered: Remembered): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, JSON.stringify(remembered, null, 2), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
